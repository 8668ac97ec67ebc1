import { lookAt } from '../fields/look.ts';
import type { Reader } from '../world/reader.ts';
import type { World } from '../world/world.ts';
import type { Call } from './call.ts';
import { noRoute, paymentRequired } from './refusal.ts';
import { createRouter, includes, type Plan, type Route } from './route.ts';
import { ROUTES } from './routes.ts';

/** Whom the API is open to: a world, what its organizations pay for, and who asks. */
export interface Opening {
  readonly world: World;
  readonly plan: Plan;
  readonly reader: Reader;
}

const find = createRouter(ROUTES);

/**
 * Finds the route of a path below the API's base.
 * @returns the route, and what its functions are to be given
 * @throws Refusal where there is no such route, or the plan does not include it
 */
export function openRoute(
  { world, plan, reader }: Opening,
  path: string,
  query: ReadonlyMap<string, string>,
): { readonly route: Route; readonly call: Call } {
  const match = find(path);
  if (match === null) throw noRoute();
  const { route } = match;
  if (route.plan !== undefined && !includes(plan, route.plan)) throw paymentRequired(path);
  const look = lookAt(world, reader);
  return {
    route,
    call: { world, reader, look, path: match.path, query, includes: (needed) => includes(plan, needed) },
  };
}
