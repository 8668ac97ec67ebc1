import type { Fault } from '../../../src/sandbox/faults/rule.ts';
import type { StreamName } from '../../../src/streams/table.ts';
import { type Dice, diceOf } from '../dice.ts';
import type { PlannedFault, Target } from './fault-plan.ts';
import { Reach } from './reach.ts';
import type { Reduction } from './reduction.ts';
import type { PlannedEdit, Round } from './round-plan.ts';
import type { WorldPlan } from './world-plan.ts';

/*
 * In one seed of five, a turn, somebody changes the settings for good: sets `start_date` later, earlier or not at all any
 * more, leaves archived projects out or takes them in, takes streams out and in again, and what `Reach` has. Around that,
 * lists fail or are refused, projects are archived and shared, and a run is not given its state. By mere chance these never met.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Edits of turns are named from here on: more than a round has of its own, fewer than further ones begin at. */
const FIRST_EDIT = 61;

const FAMILY: readonly StreamName[] = ['tasks', 'subtasks', 'stories'];

/** What ends a list: refused, or failed. */
const LASTING: readonly Fault[] = [
  { type: 'status', status: 403 },
  { type: 'status', status: 403 },
  { type: 'status', status: 402 },
  { type: 'status', status: 400, message: 'Something nobody foresaw' },
];

/** @returns whether a seed is one of those */
export function isTurning(seed: number, reduction: Reduction): boolean {
  return diceOf(seed, 'turn').chance(0.2) && !reduction.without.has('turns');
}

/** @returns the world of such a seed: in half of them the first project is hidden, and may be shared after a turn */
export function turningWorld(seed: number, world: WorldPlan): WorldPlan {
  const dice = diceOf(seed, 'turn', 1);
  const isHidden = dice.chance(0.5) && (world.sizes.projects ?? 0) > 0;
  const isAssigned = dice.chance(0.5) && (world.sizes.users ?? 0) > 0;
  // Lists of assigned tasks go on from before a start_date at which the project begins.
  const sizes = isAssigned ? { ...world.sizes, assignedPercent: 100 } : world.sizes;
  if (!isHidden || world.refused.includes('project:0')) return { ...world, sizes };
  return { ...world, sizes, hidden: [...new Set(['project:0', ...world.hidden])] };
}

/**
 * @param rounds those of such a seed, and the last one behind them
 * @param runs how many rounds the seed has, also where it is reduced
 */
export function turningRounds(seed: number, rounds: readonly Round[], runs: number, reduction: Reduction): Round[] {
  const turns = new Turns(seed, runs, reduction);
  return rounds.map((round) => turns.of(round));
}

/** From round to round: to be asked in their order. */
class Turns {
  readonly #seed: number;
  readonly #reduction: Reduction;
  readonly #runs: number;
  readonly #starts: ReadonlyMap<number, number | undefined>;
  /** In which rounds archived projects are taken for the other thing. */
  readonly #archived: ReadonlySet<number>;
  readonly #assigned: number;
  readonly #gone: ReadonlySet<StreamName>;
  readonly #goneFrom: number;
  readonly #goneTo: number;
  readonly #refreshed: number;
  readonly #sweeps: boolean;
  readonly #reach: Reach;
  /** How much time has passed by now, at least, ms. */
  #passed = 0;
  #hasStart = false;
  #startDays: number | undefined;
  #isOther = false;

  constructor(seed: number, runs: number, reduction: Reduction) {
    const dice = diceOf(seed, 'turn', 2);
    this.#seed = seed;
    this.#runs = runs;
    this.#reduction = reduction;
    // Of the time that has passed by then; the last round counts, too.
    const turn = () => dice.int(2, runs + 1);
    const starts = dice.chance(0.8)
      ? Array.from({ length: dice.pick([1, 1, 2]) }, () => [turn(), share(dice)] as const)
      : [];
    this.#starts = new Map(starts);
    this.#archived = new Set(dice.chance(0.5) ? [turn(), turn()].slice(0, dice.int(1, 2)) : []);
    this.#assigned = dice.chance(0.2) ? turn() : 0;
    this.#gone = new Set(dice.chance(0.4) ? dice.some(FAMILY, 0.5) : []);
    this.#goneFrom = dice.int(1, runs);
    this.#goneTo = dice.int(this.#goneFrom, runs);
    this.#refreshed = dice.chance(0.15) ? turn() : 0;
    this.#sweeps = dice.chance(0.2);
    this.#reach = new Reach(seed, runs, reduction);
  }

  of(round: Round): Round {
    const isLast = round.nth === 0;
    const nth = isLast ? this.#runs + 1 : round.nth;
    const dice = diceOf(this.#seed, 'turn', 3, nth);
    const pauseMs = Math.max(round.pauseMs, dice.pick([MINUTE, 10 * MINUTE, HOUR, 5 * HOUR]));
    this.#passed += pauseMs;
    const sweepHours = dice.pick([0, 1, 6, 24]);
    const faults = this.#faults(dice);
    const edits = this.#edits(dice, nth);
    const isNear = dice.chance(0.6);
    const { without } = this.#reduction;
    const isRefresh = round.isRefresh || (this.#refreshed === nth && !isLast && !without.has('refresh'));
    const { wishes } = round;
    const isFiltered = !without.has('filters');
    if (this.#archived.has(nth)) this.#isOther = !this.#isOther;
    const isSwapped = this.#assigned !== 0 && nth >= this.#assigned;
    const turned: Round = {
      ...round,
      isRefresh,
      wishes: this.#reach.of(nth, {
        ...wishes,
        streams: this.#streams(wishes.streams, nth),
        sweepHours: this.#sweeps && !without.has('settings') ? sweepHours : wishes.sweepHours,
        isAssigned: isFiltered ? wishes.isAssigned !== isSwapped : wishes.isAssigned,
        isArchived: isFiltered ? wishes.isArchived !== this.#isOther : wishes.isArchived,
        isClosing: wishes.isClosing && !isRefresh,
        startDays: this.#start(nth, wishes.startDays, isNear ? pauseMs : this.#passed),
      }),
    };
    if (isLast) return turned;
    return {
      ...turned,
      pauseMs,
      edits: [...round.edits, ...edits],
      traffic: { ...round.traffic, faults: [...round.traffic.faults, ...(without.has('faults') ? [] : faults)] },
    };
  }

  /** @param span within which of the time that has passed `start_date` is, ms: since the world began, or since the run before */
  #start(nth: number, given: number | undefined, span: number): number | undefined {
    if (this.#reduction.without.has('start')) return undefined;
    if (this.#starts.has(nth)) {
      const part = this.#starts.get(nth);
      this.#hasStart = true;
      this.#startDays = part === undefined ? undefined : -(this.#passed - part * span) / DAY;
    }
    return this.#hasStart ? this.#startDays : given;
  }

  #streams(streams: readonly StreamName[], nth: number): readonly StreamName[] {
    if (this.#reduction.without.has('selection') || nth < this.#goneFrom || nth > this.#goneTo) return streams;
    const left = streams.filter((name) => !this.#gone.has(name));
    return left.length > 0 ? left : streams;
  }

  #faults(dice: Dice): PlannedFault[] {
    const count = dice.chance(0.5) ? dice.int(1, 4) : 0;
    return Array.from({ length: count }, () => ({
      target: dice.pick<Target>(['tasks', 'subtasks', 'stories']),
      nth: dice.int(1, dice.chance(0.7) ? 6 : 30),
      times: dice.int(1, 3),
      fault: dice.pick(LASTING),
    }));
  }

  #edits(dice: Dice, nth: number): PlannedEdit[] {
    const isStart = this.#starts.has(nth);
    const kinds = (['share-project', 'hide-project', 'archive-project', 'unarchive-project'] as const).filter((kind) =>
      dice.chance(isStart && kind === 'share-project' ? 0.9 : 0.3),
    );
    const edits = kinds.map((kind, index) => ({
      name: `${nth}.${FIRST_EDIT + index}`,
      kind,
      share: dice.next(),
      moment: undefined,
    }));
    if (this.#reduction.without.has('between')) return [];
    return edits.filter(({ name }) => this.#reduction.edits?.includes(name) ?? true);
  }
}

/** How far into the time that has passed; undefined: no `start_date` any more. */
function share(dice: Dice): number | undefined {
  return dice.chance(0.15) ? undefined : dice.next();
}
