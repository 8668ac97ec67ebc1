/** What a token may consist of, as a pattern for JSON Schema and RegExp: with anything else no header can be made of it. */
export const TOKEN_PATTERN = '^[\\x21-\\x7e]+$';
