/** Requests a minute that Asana takes on free and on paid plans (Asana docs, 'Rate limits'): starting points, nothing more. */
export const FREE = 150;
export const PAID = 1500;
