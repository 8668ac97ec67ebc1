import type { Fault } from '../../../src/sandbox/faults/rule.ts';
import type { Dice } from '../dice.ts';

/** What kind of list a request is for. */
export type Target = 'any' | 'all' | 'tasks' | 'subtasks' | 'stories' | 'flat' | 'page';

export interface PlannedFault {
  readonly target: Target;
  /** Which of the run's requests of that kind, counted from 1. */
  readonly nth: number;
  /** How often the list that was hit is hit, from then on; for `all`, how often anything is. */
  readonly times: number;
  readonly fault: Fault;
}

/** A request over and done with the next time, or one of a few. */
const PASSING: readonly Fault[] = [
  { type: 'status', status: 500 },
  { type: 'status', status: 501 },
  { type: 'status', status: 502 },
  { type: 'status', status: 503 },
  { type: 'status', status: 504 },
  { type: 'rate-limit', retryAfter: 1 },
  { type: 'rate-limit', retryAfter: 35 },
  { type: 'rate-limit', retryAfter: null },
  { type: 'status', status: 424, message: 'Too many requests' },
  { type: 'html' },
  { type: 'html', status: 200 },
  { type: 'reset' },
  { type: 'stall' },
  { type: 'cut' },
  { type: 'cut', share: 0.97 },
  { type: 'slow', ms: 45_000 },
  { type: 'headers', drop: ['date'] },
  { type: 'patch-rows', set: { surprise: { deep: [1] } } },
];

/** Of lists with several pages. */
const PAGED: readonly Fault[] = [{ type: 'expired-offset' }, { type: 'repeat-page' }];

/** Answers that end a list, wherever it hangs. A 404 is none of them: on a child it says that the task is gone. */
const LASTING: readonly Fault[] = [
  { type: 'status', status: 401 },
  { type: 'status', status: 402 },
  { type: 'status', status: 403 },
  { type: 'status', status: 403, message: 'Forbidden: missing scopes' },
  { type: 'status', status: 451 },
  { type: 'status', status: 400, message: 'Something nobody foresaw' },
  { type: 'status', status: 400, message: 'The result is too large' },
];

/** Answers that everything gets: an outage, a network that is gone, a token that was revoked. */
const OUTAGES: readonly Fault[] = [
  { type: 'status', status: 503 },
  { type: 'reset' },
  { type: 'stall' },
  { type: 'rate-limit', retryAfter: 60 },
  { type: 'status', status: 401 },
];

/** @returns what goes wrong in one run; nothing in most */
export function planFaults(dice: Dice): PlannedFault[] {
  if (dice.chance(0.45)) return [];
  return Array.from({ length: dice.int(1, 5) }, (): PlannedFault => {
    const draw = dice.next();
    const nth = dice.int(1, dice.chance(0.5) ? 6 : 40);
    if (draw < 0.03) return { target: 'all', nth, times: dice.pick([3, 20, 1000]), fault: dice.pick(OUTAGES) };
    if (draw < 0.5)
      return { target: 'any', nth, times: dice.chance(0.8) ? 1 : dice.int(2, 8), fault: dice.pick(PASSING) };
    if (draw < 0.65) return { target: 'page', nth: dice.int(1, 5), times: dice.int(1, 5), fault: dice.pick(PAGED) };
    if (draw < 0.7) return { target: 'tasks', nth, times: 1, fault: { type: 'status', status: 404 } };
    const target = dice.pick<Target>(['tasks', 'subtasks', 'stories', 'stories', 'flat']);
    return { target, nth, times: dice.int(1, 7), fault: dice.pick(LASTING) };
  });
}
