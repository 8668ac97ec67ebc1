import { toInstantText } from '../../../src/json/instant.ts';
import { live } from '../play/between.ts';
import type { Bookmarks } from '../play/bookmarks.ts';
import { type Bookmark, bookmarksOf } from '../state.ts';
import type { Damage } from './damage.ts';
import type { Finding } from './finding.ts';
import type { Floors } from './floors.ts';
import { type Playing, type Promised, PromisedRows } from './promised.ts';

/**
 * Holds the bookmarks that came back against the tables, there and then: what a list shows and what has not changed since
 * the list's bookmark is out, whoever brought it. What one list leaves to another is lost only if that is hidden later and nothing else
 * brings it, so that the last run seldom shows it. Rows are held by their `modified_at` and by their being there, and
 * only those that no exception could be about.
 */
export function judgePromises(state: unknown, stage: Playing, evidence: Evidence): Finding[] {
  return new Promises(state, stage, evidence).judge();
}

/** More than that of a lookback that was raised since is not counted (docs/limits.md). */
const USUAL_LOOKBACK_MS = 60_000;

interface Evidence {
  readonly bookmarks: Bookmarks;
  readonly floors: Floors;
  /** What has gone from the tables, and is owed by the lists alone whose bookmarks were set back. */
  readonly damage: Damage;
  /**
   * Streams of which archived projects are left out from now on, and have been read by a run that nothing was in the way of:
   * whatever their bookmarks say, what was there when they were archived comes now or never.
   */
  readonly left: readonly string[];
}

class Promises {
  readonly #stage: Playing;
  readonly #evidence: Evidence;
  readonly #given: unknown;
  readonly #state: Readonly<Record<string, Bookmark>>;
  /** By gid, when they were archived, epoch ms: at least so long before as a lookback that was raised since may hide. */
  readonly #archived: ReadonlyMap<string, number>;

  constructor(state: unknown, stage: Playing, evidence: Evidence) {
    this.#stage = stage;
    this.#evidence = evidence;
    this.#given = state;
    this.#state = bookmarksOf(state);
    const { world } = stage.sandbox;
    const archived = live(world.projects).filter((index) => world.projects.get(index).archived);
    this.#archived = new Map(
      archived.map((index) => [world.gid('project', index), world.projects.get(index).modifiedAt - USUAL_LOOKBACK_MS]),
    );
  }

  judge(): Finding[] {
    const { damage } = this.#evidence;
    const rows = new PromisedRows(this.#given, this.#stage, this.#evidence, (stream, partition, changedAt, isBelow) =>
      isBelow ? changedAt < this.#sweptAt(stream, partition) : changedAt < this.#at(stream, partition),
    );
    return rows.all().flatMap((row): Finding[] => {
      const { stream, gid, partition } = row;
      const wrong = this.#wrong(row);
      if (wrong === undefined || this.#stage.target.isTorn(stream)) return [];
      const at = this.#state[stream]?.partitions?.[partition];
      if (!damage.isPromisedBy(stream, gid, partition, at)) return [];
      return [{ kind: 'promise', stream, text: `${wrong}, though ${partition} is at ${at}` }];
    });
  }

  /** Epoch ms; NaN, which nothing is before, where nothing is promised. */
  #at(stream: string, partition: string): number {
    const { open = {}, partitions = {} } = this.#state[stream] ?? {};
    const at = partitions[partition] ?? '';
    // Where somebody has set a later moment since a run was stopped inside, no run has been there.
    const since = open[partition]?.split('|')[1] ?? at;
    return Math.max(this.#leftAt(stream, partition), Date.parse(since < at ? since : at));
  }

  #sweptAt(stream: string, partition: string): number {
    const swept = this.#state[stream]?.swept?.[partition];
    const at = this.#at(stream, partition);
    return swept === undefined ? at : Math.max(this.#leftAt(stream, partition), Math.min(at, Date.parse(swept)));
  }

  /** Until when all of a project is out that no later run reads; from the beginning where there are later ones. */
  #leftAt(stream: string, partition: string): number {
    const project = this.#evidence.left.includes(stream) ? this.#archived.get(partition) : undefined;
    return project ?? Number.NEGATIVE_INFINITY;
  }

  /** @returns what is wrong with a row; undefined if nothing is */
  #wrong({ stream, gid, place, modifiedAt }: Promised): string | undefined {
    const row = this.#stage.target.table(stream).get(gid);
    if (row === undefined) return `${[gid, place].filter((part) => part !== undefined).join(' ')} is missing`;
    const modified = modifiedAt === undefined ? undefined : toInstantText(modifiedAt);
    if (modified === undefined || row['modified_at'] === modified) return undefined;
    return `${gid} is of ${row['modified_at']}, not ${modified}`;
  }
}
