import type { RefKind } from '../fields/node.ts';
import { fromPath } from './call.ts';
import type { Plan, Route } from './route.ts';

/** The route of one object by its gid: `/goals/{goal}`. */
export function objectRoute(collection: string, kind: RefKind, plan?: Plan): Route {
  return {
    path: `/${collection}/{${kind}}`,
    ...(plan === undefined ? {} : { plan }),
    one: (call) => call.look.ref(kind, fromPath(call, kind)),
  };
}
