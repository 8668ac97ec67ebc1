import { bookmarksOf } from '../state.ts';

const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Knows what moments of states were in truth, where the clock that they come from was ahead. Epoch ms. */
export class Truth {
  readonly #moments = new Map<number, number>();

  /** A run is over: what is new in the state that it left is by its clock. */
  note(before: unknown, after: unknown, { aheadMs, lookbackMs }: { aheadMs: number; lookbackMs: number }): void {
    const known = new Set(momentsIn(before));
    // A list that another run had begun ends with that run's start.
    for (const { open = {} } of Object.values(bookmarksOf(before))) {
      for (const place of Object.values(open)) {
        const begun = Date.parse(place.split('|')[0] ?? '');
        known.add(begun - lookbackMs);
        const truth = this.#moments.get(begun);
        if (truth !== undefined) this.#moments.set(begun - lookbackMs, truth - lookbackMs);
      }
    }
    if (aheadMs === 0) return;
    for (const moment of momentsIn(after)) if (!known.has(moment)) this.#moments.set(moment, moment - aheadMs);
  }

  /** @returns a state as it would be if all clocks had been right */
  of(state: unknown): unknown {
    if (this.#moments.size === 0 || state === undefined) return state;
    const text = JSON.stringify(state).replaceAll(MOMENT, (each) => {
      const truth = this.#moments.get(Date.parse(each));
      return truth === undefined ? each : new Date(truth).toISOString();
    });
    return JSON.parse(text);
  }
}

function momentsIn(state: unknown): number[] {
  return (JSON.stringify(state ?? null).match(MOMENT) ?? []).map((each) => Date.parse(each));
}
