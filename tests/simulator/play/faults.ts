import { changeAnswer } from '../../../src/sandbox/faults/change-answer.ts';
import { answerInstead } from '../../../src/sandbox/faults/instead.ts';
import type { ParsedRequest, SandboxAnswer } from '../../../src/sandbox/http/messages.ts';
import type { PlannedFault, Target } from '../plan/fault-plan.ts';

interface Watched {
  readonly planned: PlannedFault;
  seen: number;
  left: number;
  /** The list that was hit: it is hit again, others are not. */
  list: string | undefined;
}

/** Lets a run's faults befall its requests. */
export class Faults {
  readonly #watched: Watched[];

  constructor(planned: readonly PlannedFault[]) {
    this.#watched = planned.map((each) => ({ planned: each, seen: 0, left: each.times, list: undefined }));
  }

  /**
   * @param answer gives the sandbox's own answer; not called where the fault stands in its place
   * @param date what every answer of Asana's says
   */
  befall(request: ParsedRequest, answer: () => SandboxAnswer, date: string): SandboxAnswer {
    const fault = this.#due(request);
    if (fault === undefined) return answer();
    const instead = answerInstead(fault, request);
    if (instead === null) return changeAnswer(fault, answer(), request);
    return instead.kind === 'answer' ? { ...instead, headers: { date, ...instead.headers } } : instead;
  }

  #due(request: ParsedRequest) {
    for (const watch of this.#watched) {
      const list = watch.planned.target === 'all' ? 'all' : listOf(request);
      if (watch.left === 0 || !isAimedAt(watch.planned.target, request)) continue;
      watch.seen += 1;
      if (watch.list === undefined ? watch.seen < watch.planned.nth : watch.list !== list) continue;
      watch.list = list;
      watch.left -= 1;
      return watch.planned.fault;
    }
    return undefined;
  }
}

/** @returns what tells one list from another, whichever page of it is asked for. */
export function listOf({ path, query }: ParsedRequest): string {
  const given = [...query].filter(([name]) => !['offset', 'limit', 'opt_fields'].includes(name));
  return `${path}?${given.map((pair) => pair.join('=')).join('&')}`;
}

function isAimedAt(target: Target, { path, query }: ParsedRequest): boolean {
  switch (target) {
    case 'any':
    case 'all':
      return true;
    case 'page':
      return query.has('offset');
    case 'tasks':
      return path.endsWith('/tasks');
    case 'flat':
      return !path.includes('/tasks') && !path.endsWith('/me');
    default:
      return path.endsWith(`/${target}`);
  }
}
