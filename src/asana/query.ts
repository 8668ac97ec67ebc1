import { SkipError } from '../errors.ts';

/** Asana's gids are digits. Anything else that comes from the API or a state goes into a path if it can mean no other. */
const SEGMENT = /^[\w~-]+$/;

/**
 * Fills a path template and its parameters with a parent's gid. A gid that cannot be one is answered as Asana would:
 * there is no such thing.
 * @param template path and parameters with `{parent}` in them, and perhaps parameters with `{workspace}`
 * @param parent its gid; whatever it is if the template has no place for it
 * @param workspace the workspace the parent is in, for templates that name it
 * @throws SkipError (404) if it could mean another path
 */
export function fill(
  template: { readonly path: string; readonly params?: Readonly<Record<string, string>> },
  parent: string,
  workspace = '',
): { path: string; params: Record<string, string> } {
  const put = (text: string) => {
    if (!text.includes('{parent}')) return text;
    if (!SEGMENT.test(parent)) throw new SkipError('Its gid is none that Asana gives.', 404);
    return text.replaceAll('{parent}', parent);
  };
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(template.params ?? {}))
    params[name] = value === '{workspace}' ? workspace : put(value);
  return { path: put(template.path), params };
}

const encodedFields = new WeakMap<readonly string[], string>();

/**
 * Adds `opt_fields` to an encoded query. Lists of fields are long and asked for again and again: each is encoded once.
 * @param optFields dotted names; an empty list adds nothing
 */
export function withFields(query: string, optFields: readonly string[]): string {
  let fields = encodedFields.get(optFields);
  if (fields === undefined) {
    fields = encodeQuery({ opt_fields: optFields.join(',') || undefined });
    encodedFields.set(optFields, fields);
  }
  return query === '' || fields === '' ? query + fields : `${query}&${fields}`;
}

/** What URLSearchParams leaves as it is, and takes long to say so of. Most values are. */
const PLAIN = /^[\w.*-]*$/;

/**
 * Encodes a query. Commas stay as they are: the long lists of `opt_fields` would grow by a third, and proxies cut URLs.
 * @param params values as text; undefined ones are left out
 * @returns `a=1&b=2`, '' for none; whatever is in the values, it is one query
 */
export function encodeQuery(params: Readonly<Record<string, string | number | undefined>>): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    const text = String(value);
    const isPlain = PLAIN.test(name) && PLAIN.test(text);
    parts.push(isPlain ? `${name}=${text}` : new URLSearchParams({ [name]: text }).toString());
  }
  return parts.join('&').replaceAll('%2C', ',');
}
