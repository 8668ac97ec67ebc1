import type { Clock } from '../../../src/clock.ts';
import type { Moment } from '../plan/round-plan.ts';

/** What is counted: requests, lulls, bookmarks. */
type Counted = 'share' | 'lull' | 'bookmark';

interface Waiting {
  readonly counted: Counted;
  readonly nth: number;
  readonly action: () => void;
}

/** Makes things happen at moments of a run. */
export class Happenings {
  readonly #clock: Clock;
  readonly #expected: number;
  readonly #lullMs: number;
  readonly #counts: Record<Counted, number> = { share: 0, lull: 0, bookmark: 0 };
  readonly #cancels: (() => void)[] = [];
  #waiting: Waiting[] = [];
  #cancelLull: (() => void) | undefined;

  /**
   * @param expected how many requests the run is expected to make
   * @param lullMs when no request has been sent for so long, that is a lull
   */
  constructor(clock: Clock, expected: number, lullMs: number) {
    this.#clock = clock;
    this.#expected = expected;
    this.#lullMs = lullMs;
  }

  /** `action` is called at most once: not if the moment never comes. */
  at(moment: Moment, action: () => void): void {
    if ('ms' in moment) this.#cancels.push(this.#clock.after(moment.ms, action));
    else this.#waiting.push({ ...placeOf(moment, this.#expected), action });
  }

  /** A request is about to be sent. */
  sending(): void {
    this.#cancelLull?.();
    this.#cancelLull = this.#clock.after(this.#lullMs, () => this.#count('lull'));
    this.#count('share');
  }

  /** A bookmark has moved. */
  moved(): void {
    this.#count('bookmark');
  }

  /** The run is over: nothing more happens in it. */
  end(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancelLull?.();
    this.#waiting = [];
  }

  #count(counted: Counted): void {
    this.#counts[counted] += 1;
    const isDue = (each: Waiting) => each.counted === counted && each.nth <= this.#counts[counted];
    const due = this.#waiting.filter(isDue);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter((each) => !isDue(each));
    for (const { action } of due) action();
  }
}

function placeOf(moment: Exclude<Moment, { ms: number }>, expected: number): Pick<Waiting, 'counted' | 'nth'> {
  if ('share' in moment) return { counted: 'share', nth: Math.ceil(moment.share * expected) };
  return 'lull' in moment ? { counted: 'lull', nth: moment.lull } : { counted: 'bookmark', nth: moment.bookmark };
}
