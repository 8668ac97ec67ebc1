import { isObject } from '../../json/is-object.ts';

/** What the body of an answer is. */
export type Body =
  | { readonly kind: 'object'; readonly value: Readonly<Record<string, unknown>> }
  /** A page of something between us and Asana (gateways answer HTML, and so do proxies that want a login). */
  | { readonly kind: 'html' }
  /** Empty, cut short, or JSON that is no object. */
  | { readonly kind: 'other' };

/** @param text an answer's body, whatever it is */
export function readBody(text: string): Body {
  if (/^\s*</.test(text)) return { kind: 'html' };
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { kind: 'object', value } : { kind: 'other' };
  } catch {
    return { kind: 'other' };
  }
}

/** @returns Asana's own words (`errors[].message`) joined, on one line, '' if the body holds none */
export function errorMessage(body: Body): string {
  const errors = body.kind === 'object' ? body.value['errors'] : undefined;
  if (!Array.isArray(errors)) return '';
  return errors
    .map((error: { message?: unknown } | null) => (typeof error?.message === 'string' ? error.message : ''))
    .map(oneLine)
    .filter((message) => message !== '')
    .join('; ');
}

/** Somebody else's words, for a log that has one event a line, and for a terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/**
 * Whether a good answer is one of Asana's, which has either `data` or `errors` (specification). A list is never null: taken
 * for an empty one, what comes of a fault would lose rows in silence.
 */
export function hasData({ data, errors }: Readonly<Record<string, unknown>>, isList: boolean): boolean {
  if (data === undefined || (Array.isArray(errors) && errors.length > 0)) return false;
  return !isList || Array.isArray(data);
}
