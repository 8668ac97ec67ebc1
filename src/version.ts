/** The program's version; a test holds it against package.json, which is not read at every start. */
export const version = '0.1.0';
