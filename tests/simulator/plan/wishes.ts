import { type StreamName, streamRow } from '../../../src/streams/table.ts';
import { type Dice, diceOf } from '../dice.ts';
import type { Reduction } from './reduction.ts';

/** What one run is asked for: its config and its catalog. */
export interface Wishes {
  readonly streams: readonly StreamName[];
  /** Of these, the ones that the catalog wants as full tables. */
  readonly tables: readonly StreamName[];
  readonly pageSize: number;
  readonly places: number;
  readonly sweepHours: number;
  readonly lookbackSeconds: number;
  readonly isAssigned: boolean;
  readonly isArchived: boolean;
  /** `emit_activate_version_messages`. Not in a run that is not given its state: it cannot know what it would have to set back. */
  readonly isClosing: boolean;
  /** `start_date`, so many days before the world's first moment. */
  readonly startDays: number | undefined;
  /** As `workspace:0`; none means all. */
  readonly workspaces: readonly string[];
  /** As `project:0`; none means all. */
  readonly projects: readonly string[];
}

/** The config's default. */
const LOOKBACK_SECONDS = 60;

const FAMILY: readonly StreamName[] = ['tasks', 'subtasks', 'stories'];

function planStreams(seed: number, nth: number, streams: readonly StreamName[], reduction: Reduction): StreamName[] {
  if (reduction.without.has('selection')) return [...streams];
  const base = diceOf(seed, 'selection');
  const family = base.chance(0.7) ? FAMILY : base.some(FAMILY, 0.7);
  const others = base.chance(0.4) ? streams : base.some(streams, 0.5);
  const mine = streams.filter((name) => (FAMILY.includes(name) ? family : others).includes(name));
  const dice = diceOf(seed, 'selection', nth);
  const chosen = dice.chance(0.7) ? mine : dice.some(mine, 0.7);
  return chosen.length > 0 ? chosen : ['tasks'];
}

function planFilters(dice: Dice): Pick<Wishes, 'workspaces' | 'projects'> {
  const draw = dice.next();
  const workspaces = [`workspace:${dice.int(0, 1)}`];
  const projects = [...new Set([`project:${dice.int(0, 3)}`, `project:${dice.int(0, 3)}`])];
  if (draw < 0.06) return { workspaces, projects: [] };
  if (draw < 0.14) return { workspaces: [], projects };
  return { workspaces: [], projects: [] };
}

/** @returns what the nth run is asked for: mostly the same as the others of its seed */
export function planWishes(seed: number, nth: number, streams: readonly StreamName[], reduction: Reduction): Wishes {
  const { without } = reduction;
  const base = diceOf(seed, 'settings');
  const dice = diceOf(seed, 'settings', nth);
  const isPlain = without.has('settings');
  const pageSize = base.pick([1, 2, 3, 7, 20, 100]);
  const otherPageSize = dice.int(1, 100);
  const isOtherPage = dice.chance(0.2);
  const places = dice.pick([1, 2, 4, 10, 20]);
  const sweepHours = base.chance(0.75) ? 0 : base.pick([1, 6, 24]);
  const isAssigned = base.chance(0.75);
  const isSwapped = dice.chance(0.05);
  const isArchived = base.chance(0.75);
  const startDays = base.chance(0.12) ? base.int(5, 700) : undefined;
  const mine = planStreams(seed, nth, streams, reduction);
  const isClosing = diceOf(seed, 'closing').chance(0.3) && !without.has('closing');
  // Where tables are closed, there are many to close.
  const tables = diceOf(seed, 'tables', nth).some(mine, isClosing ? 0.12 : 0.04);
  const filters = planFilters(diceOf(seed, 'filters', nth));
  return {
    streams: mine,
    tables: without.has('tables') ? [] : tables.filter((name) => streamRow(name).replicationKey !== undefined),
    pageSize: isPlain ? 100 : isOtherPage ? otherPageSize : pageSize,
    places: isPlain ? 20 : places,
    sweepHours: isPlain ? 0 : sweepHours,
    lookbackSeconds: LOOKBACK_SECONDS,
    isAssigned: without.has('filters') ? true : isAssigned !== isSwapped,
    isArchived: without.has('filters') ? true : isArchived,
    isClosing,
    startDays: without.has('start') ? undefined : startDays,
    ...(without.has('filters') ? { workspaces: [], projects: [] } : filters),
  };
}
