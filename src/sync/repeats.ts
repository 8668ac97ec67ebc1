/** What one warning is told of: the same thing that happened to something else. */
export interface Repeat {
  /** What makes two alike. */
  readonly alike: string;
  /** The line, in full. */
  readonly full: string;
  /** The line for all that came later, up to their names. */
  readonly further: string;
  /** What it happened to: 'project 1201'. */
  readonly label: string;
}

/** So many are told in full: enough to see what is wrong, and where. */
const TOLD = 5;

/** So many names fit a line that a person still reads, and that a log keeps in one piece. */
const A_LINE = 100;

/**
 * Warnings that come once for each parent: on a plan without budgets every project is answered 402. The first are told in
 * full, the others by their names in one line, since each has to be named (contract, 'Failures').
 */
export class Repeats {
  readonly #warn: (line: string) => void;
  readonly #told = new Map<string, { count: number; further: string; labels: string[] }>();

  /** @param warn writes a warning */
  constructor(warn: (line: string) => void) {
    this.#warn = warn;
  }

  /** Tells it, or keeps its name for a line of many. */
  tell({ alike, full, further, label }: Repeat): void {
    const known = this.#told.get(alike) ?? { count: 0, further, labels: [] };
    this.#told.set(alike, known);
    known.count += 1;
    if (known.count <= TOLD) {
      this.#warn(full);
      return;
    }
    known.labels.push(label);
    if (known.labels.length === A_LINE) this.#flush(known);
  }

  /** Names what is still untold. To be called at the end, however it came about. */
  end(): void {
    for (const known of this.#told.values()) this.#flush(known);
  }

  #flush({ further, labels }: { further: string; labels: string[] }): void {
    if (labels.length === 0) return;
    const names = labels.splice(0);
    this.#warn(`${further} ${names.length} more: ${names.join(', ')}.`);
  }
}
