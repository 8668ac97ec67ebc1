/** A `Send` that gives the web's whole `Response`, as the sandbox does. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
