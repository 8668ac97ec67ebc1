import { toInstantText } from '../../../src/json/instant.ts';
import { instantOf } from '../../../src/sync/tasks/reading.ts';
import { diceOf } from '../dice.ts';
import type { Damage } from '../judge/damage.ts';
import type { Floors } from '../judge/floors.ts';
import { PromisedRows } from '../judge/promised.ts';
import type { Rewind, RewindTo } from '../plan/rewinds.ts';
import { type Bookmark, bookmarksOf, type Places } from '../state.ts';
import type { Bookmarks } from './bookmarks.ts';
import type { Stage } from './stage.ts';

/** What somebody has set back by hand: the moments, '' for the beginning, by stream and partition, as `tasks 1201`. */
export type SetBack = ReadonlyMap<string, string>;

/** @returns the moment that bookmarks are set back to, '' for the beginning; undefined where there is none */
export function momentOf(
  to: RewindTo,
  state: unknown,
  { begun, now, wrongSince }: { begun: number; now: number; wrongSince: number },
): string | undefined {
  if (to === 'beginning') return '';
  if ('share' in to) return toInstantText(Math.floor(begun + to.share * (now - begun)));
  if ('beforeMs' in to) return toInstantText(wrongSince - to.beforeMs);
  const marks = [...new Set(Object.values(bookmarksOf(state)).flatMap(momentsOf))].sort((a, b) => a - b);
  const mark = marks[Math.floor(to.mark * marks.length)];
  return mark === undefined ? undefined : toInstantText(Math.min(now, mark + to.offMs));
}

function momentsOf({ open = {}, partitions = {}, swept = {} }: Bookmark): number[] {
  const texts = [...Object.values(partitions), ...Object.values(swept), ...Object.values(open).flatMap(partsOf)];
  return texts.filter((text) => text !== '').map((text) => Date.parse(text));
}

/** What the run had asked with that was stopped there. */
function sinceOf(place: string | undefined): string | undefined {
  return place === undefined || place === '' ? undefined : partsOf(place)[1];
}

function partsOf(place: string): string[] {
  return place.split('|').slice(0, 2);
}

/** @returns the state as somebody leaves it who sets its bookmarks back, and which ones these were */
export function setBack(state: unknown, rewind: Rewind, moment: string): { state: unknown; changed: SetBack } {
  const bookmarks = bookmarksOf(state);
  const keys = [...new Set(Object.values(bookmarks).flatMap(({ partitions = {} }) => Object.keys(partitions)))].sort();
  const { one } = rewind;
  const chosen = new Set(one === undefined ? keys : keys.slice(Math.floor(one * keys.length)).slice(0, 1));
  const dice = diceOf(rewind.draw, 'streams');
  const changed = new Map<string, string>();
  const after = Object.entries(bookmarks).map(([stream, bookmark]) => {
    if (!dice.chance(rewind.streams) || bookmark.partitions === undefined) return [stream, bookmark] as const;
    const partitions: Record<string, string> = { ...bookmark.partitions };
    const open: Record<string, string> = { ...bookmark.open };
    for (const [key, value] of Object.entries(partitions)) {
      if (!chosen.has(key) || !isLater(value, moment, bookmark.open?.[key], rewind)) continue;
      partitions[key] = moment;
      // Beside a place in the whole list '' means to go on there: nothing but the place is left to be set back.
      if (moment === '' && sinceOf(open[key]) === '') open[key] = '';
      changed.set(`${stream} ${key}`, moment);
    }
    const { waiting } = bookmark;
    return [
      stream,
      {
        ...bookmark,
        partitions,
        ...(bookmark.open && { open }),
        ...(waiting && { waiting: earlier(waiting, one, moment) }),
      },
    ] as const;
  });
  return { state: { ...(state as object), bookmarks: Object.fromEntries(after) }, changed };
}

/** Whether a bookmark is set back to a moment: it is later, or a run was stopped in its list that had begun before. */
function isLater(value: string, moment: string, place: string | undefined, { isThorough }: Rewind): boolean {
  if (value !== '' && value > moment) return true;
  const since = sinceOf(place);
  return isThorough && since !== undefined && (since < moment || (value === '' && moment === ''));
}

/** An older tap's bookmark waits for many lists. */
function earlier(waiting: Places, one: number | undefined, moment: string): Places {
  if (one !== undefined) return waiting;
  const ms = instantOf(moment);
  return Object.fromEntries(
    Object.entries(waiting).map(([key, at]) => [key, at !== '' && instantOf(at) > ms ? moment : at]),
  );
}

/** What decides which rows may go. */
export interface Reach {
  /** The latest `start_date` of any run, epoch ms: what is older may be cut off when a list is read again. */
  readonly latestStart: number;
  /** Whether archived projects are read like others in every run. */
  readonly isArchived: boolean;
}

/**
 * Takes out of the tables what the lists whose bookmarks are set back have to bring again. Of assigned lists that is what is in
 * no project and below no other task: they leave the rest to others.
 * @param state the one with the bookmarks that were set back
 */
export function lose(
  { sandbox, editor, target }: Pick<Stage, 'sandbox' | 'editor' | 'target'>,
  { state, changed }: { state: unknown; changed: SetBack },
  known: { bookmarks: Bookmarks; floors: Floors; damage: Damage },
  { latestStart, isArchived }: Reach,
): number {
  const { world } = sandbox;
  const archived = new Set(
    Array.from({ length: world.projects.end() }, (_, index) => index)
      .filter((index) => !isArchived && world.projects.has(index) && world.projects.get(index).archived)
      .map((index) => world.gid('project', index)),
  );
  const rows = new PromisedRows(state, { sandbox, editor, target }, known, (stream, partition, changedAt) => {
    const moment = changed.get(`${stream} ${partition}`);
    return moment !== undefined && changedAt >= instantOf(moment) && !archived.has(partition);
  });
  let lost = 0;
  for (const { stream, gid, partition, date, isElsewhere } of rows.all()) {
    if (date < latestStart || (partition.includes('/') && isElsewhere)) continue;
    if (target.lose(stream, gid)) lost += 1;
    else if (!known.damage.has(stream, gid)) continue;
    known.damage.add(stream, gid, partition, changed.get(`${stream} ${partition}`) ?? '');
  }
  return lost;
}
