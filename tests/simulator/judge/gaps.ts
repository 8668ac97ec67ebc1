import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { ScopeOptions } from '../../../src/sandbox/scope.ts';
import type { Truth } from '../../../src/sandbox/truth.ts';
import { type StreamName, streamRow } from '../../../src/streams/table.ts';
import type { Round } from '../plan/round-plan.ts';
import type { Target } from '../play/target.ts';
import type { Finding } from './finding.ts';

/** Changes by which rows of lists come and go, and come again. */
const PASSING: ReadonlySet<string> = new Set([
  'share-project',
  'hide-project',
  'refuse-project',
  'block-workspace',
  'unblock-workspace',
  'add-to-portfolio',
  'remove-from-portfolio',
  'remove-user',
]);

/**
 * Watches what a run closes with ACTIVATE_VERSION: a gap must not look like a deletion. What nothing happens to while the run
 * reads may not go, be it read or not.
 */
export class Gaps {
  readonly #sandbox: Sandbox;
  readonly #target: Target;
  readonly #options: ScopeOptions;
  /** What is in the tables before the run and in the world, by stream. */
  readonly #before = new Map<StreamName, readonly string[]>();

  /** To be made before the run. */
  constructor(sandbox: Sandbox, target: Target, round: Round, options: ScopeOptions) {
    this.#sandbox = sandbox;
    this.#target = target;
    this.#options = options;
    if (!round.wishes.isClosing) return;
    const during = round.edits.filter(({ moment }) => moment !== undefined);
    const truth = sandbox.truth(options);
    for (const name of round.wishes.streams) {
      // Rows of these move from list to list.
      const isFlat = streamRow(name).replicationKey === undefined;
      if (during.some(({ kind }) => !isFlat || PASSING.has(kind))) continue;
      const table = target.table(name);
      if (table.size > 0)
        this.#before.set(
          name,
          truth[name as keyof Truth].filter((key) => table.has(key)),
        );
    }
  }

  /** @returns what the run has taken out of the tables that it closed, though it is there */
  find(closed: ReadonlySet<string>): Finding[] {
    const truth = this.#sandbox.truth(this.#options);
    return [...this.#before].flatMap(([stream, keys]) => {
      if (!closed.has(stream)) return [];
      const table = this.#target.table(stream);
      const there = new Set(truth[stream as keyof Truth]);
      return keys
        .filter((key) => !table.has(key) && there.has(key))
        .map((key): Finding => ({ kind: 'gap', stream, text: `${key} went with its table, though it is there` }));
    });
  }
}
