import type { HowFar } from '../sync/headway.ts';

/** Before that a guess would jump about. */
const LEAST_MS = 10_000;
const LEAST_PART = 0.02;

/** @returns a function that guesses how much longer a run takes, ms; undefined while too little is known */
export function timeLeft(): (far: HowFar, now: number, perMinute: number) => number | undefined {
  let since: number | undefined;
  return ({ projects, assigned, part }, now, perMinute) => {
    if (projects.total + assigned.total === 0) return undefined;
    since ??= now;
    const ofProjects = part < 1 ? projectsLeft(part, now - since) : 0;
    // A list of assigned tasks takes one request as a rule: what is in it came with the projects.
    const lists = assigned.total - assigned.done;
    if (ofProjects === undefined || (lists > 0 && perMinute === 0)) return undefined;
    return ofProjects + (lists === 0 ? 0 : (lists * 60_000) / perMinute);
  };
}

/** Goes on as it went until now. */
function projectsLeft(part: number, elapsedMs: number): number | undefined {
  return elapsedMs < LEAST_MS || part < LEAST_PART ? undefined : (elapsedMs * (1 - part)) / part;
}
