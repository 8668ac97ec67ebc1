import type { Prism } from './prism.ts';
import type { Recorded } from './recorder.ts';
import { queryParameters, templateOf } from './specification.ts';

/**
 * Asana's lists of `opt_fields` name neither of these two, at no level, though a name without them brings objects
 * without them ("with opt_fields only the named fields (+gid) come back: `resource_type` disappears unless named").
 */
const UNLISTED = /(^|\.)(gid|resource_type)$/;

/** A request without the two names in `opt_fields` that no list of the specification has. */
export function withoutUnlisted(request: Recorded): Recorded {
  const query = new URLSearchParams(request.query);
  const names = query.get('opt_fields')?.split(',');
  if (names === undefined) return request;
  const listed = names.filter((name) => !UNLISTED.test(name));
  if (listed.length === 0) query.delete('opt_fields');
  else query.set('opt_fields', listed.join(','));
  return { ...request, query: query.toString().replaceAll('%2C', ',') };
}

/**
 * Replays a request against the specification as Prism serves it.
 * @returns what is wrong with it, none if nothing is
 */
export async function replay(prism: Prism, request: Recorded): Promise<string[]> {
  const { method, path, query } = withoutUnlisted(request);
  const target = query === '' ? path : `${path}?${query}`;
  const template = templateOf(path);
  if (method !== 'GET' || template === undefined) return [`${method} ${path} is not in the specification`];
  const { status, violations } = await prism.get(target);
  const unasked = status === 200 ? [] : [`answered ${status}`];
  return [...unasked, ...violations, ...unknownParameters(template, query)].map((says) => `${template}: ${says}`);
}

/** Prism lets parameters pass that the specification does not have, so these are looked at here. */
function unknownParameters(template: string, query: string): string[] {
  const known = queryParameters(template).map(({ name }) => name);
  const given = [...new URLSearchParams(query).keys()];
  return given.filter((name) => !known.includes(name)).map((name) => `has no parameter ${name}`);
}
