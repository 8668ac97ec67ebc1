import { StreamError } from '../../errors.ts';
import { isObject } from '../../json/is-object.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * @param body a page of a list, asked for as one (`Request.isList`)
 * @returns its rows; what is no object becomes a row with nothing in it
 */
export function rowsOf(body: Json): Json[] {
  const data = body['data'] as readonly unknown[];
  return data.map((row) => (isObject(row) ? row : {}));
}

/** Takes the rows out of a page that has been read. */
export function forgetRows(body: Json): void {
  (body as { data?: unknown }).data = null;
}

/**
 * @param body an answer that is one object
 * @returns it; undefined where Asana has none
 * @throws StreamError if it is something else
 */
export function objectOf(body: Json, path: string): Json | undefined {
  const { data } = body;
  if (data === null) return undefined;
  if (isObject(data)) return data;
  throw new StreamError(`GET ${path} was answered with something that is no object.`);
}

/**
 * @returns the offset of the next page, undefined on the last one: 'If there are no more pages available, next_page
 *   will be null' (Asana's specification, NextPage); an empty page does not end a list
 * @throws StreamError if there is a next page that cannot be asked for: the rest would be lost in silence
 */
export function nextOffset(body: Json, path: string): string | undefined {
  const next = body['next_page'] as { readonly offset?: unknown } | null | undefined;
  if (next === null || next === undefined) return undefined;
  const { offset } = next;
  if (typeof offset === 'string' && offset !== '') return offset;
  throw new StreamError(`GET ${path} has a next page, but does not say where.`);
}
