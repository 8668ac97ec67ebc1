import type { Node } from '../fields/node.ts';
import type { Call } from './call.ts';
import type { Listing } from './listing.ts';

/** What an organization pays for; each plan has what those before it have. */
export const PLANS = ['free', 'paid', 'enterprise'] as const;
export type Plan = (typeof PLANS)[number];

/** One GET endpoint: either one object or a list. `{kind}` in the path is a gid of that kind. */
export interface Route {
  readonly path: string;
  /** The least plan it takes; on a lesser one the answer is 402. */
  readonly plan?: Plan;
  readonly one?: (call: Call) => Node;
  readonly list?: (call: Call) => Listing;
  /** The list has no `limit` and no `next_page` in the specification. */
  readonly unpaged?: boolean;
}

/** A route that fits a path, with the gids found there. */
export interface Match {
  readonly route: Route;
  readonly path: ReadonlyMap<string, string>;
}

/** Makes the function that finds the route of a path, or null. Fixed words win over gids: `/users/me` over `/users/{user}`. */
export function createRouter(routes: readonly Route[]): (path: string) => Match | null {
  const byLength = new Map<number, { route: Route; steps: string[] }[]>();
  for (const route of routes) {
    const steps = route.path.split('/');
    byLength.set(steps.length, [...(byLength.get(steps.length) ?? []), { route, steps }]);
  }
  for (const same of byLength.values()) same.sort((a, b) => wild(a.steps) - wild(b.steps));
  return (path) => {
    const given = path.split('/');
    for (const { route, steps } of byLength.get(given.length) ?? []) {
      const found = fitSteps(steps, given);
      if (found !== null) return { route, path: found };
    }
    return null;
  };
}

function wild(steps: readonly string[]): number {
  return steps.filter((step) => step.startsWith('{')).length;
}

function fitSteps(steps: readonly string[], given: readonly string[]): Map<string, string> | null {
  const found = new Map<string, string>();
  for (const [at, step] of steps.entries()) {
    const word = given[at] ?? '';
    if (step.startsWith('{') && word !== '') found.set(step.slice(1, -1), decode(word));
    else if (step !== word) return null;
  }
  return found;
}

function decode(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

/** Whether a plan includes what takes another. */
export function includes(plan: Plan, needed: Plan): boolean {
  return PLANS.indexOf(plan) >= PLANS.indexOf(needed);
}
