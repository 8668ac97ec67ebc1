import { isObject } from '../json/is-object.ts';

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

/** @returns Asana's own words (`errors[].message`) joined, '' if the body holds none */
export function errorMessage(body: Body): string {
  const errors = body.kind === 'object' ? body.value['errors'] : undefined;
  if (!Array.isArray(errors)) return '';
  return errors
    .map((error: { message?: unknown } | null) => (typeof error?.message === 'string' ? error.message : ''))
    .filter((message) => message !== '')
    .join('; ');
}
