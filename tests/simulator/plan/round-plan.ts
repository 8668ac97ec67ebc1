import type { AnyChangeType, Change, ChangeType } from '../../../src/sandbox/edit/change.ts';
import { QUOTA_MODELS, type QuotaModel } from '../../../src/sandbox/http/quota.ts';
import type { StreamName } from '../../../src/streams/table.ts';
import { type Dice, diceOf } from '../dice.ts';
import type { Loss } from '../play/target.ts';
import type { Backup } from './backups.ts';
import type { PlannedFault } from './fault-plan.ts';
import { planFaults } from './fault-plan.ts';
import type { Reduction } from './reduction.ts';
import type { Rewind } from './rewinds.ts';
import { planWishes, type Wishes } from './wishes.ts';

/**
 * When something happens in a run: when a share of the requests it is expected to make has been sent, after some time, in
 * the nth lull (all that is under way are slow answers and what waits for them), or when the nth bookmark has moved.
 */
export type Moment =
  | { readonly share: number }
  | { readonly ms: number }
  | { readonly lull: number }
  | { readonly bookmark: number };

/** An edit, whose object is mostly chosen when its time has come. */
export interface PlannedEdit {
  /** `2.5`: the fifth of the second round. */
  readonly name: string;
  readonly kind: AnyChangeType;
  /** Between runs: how far into the pause, 0 to 1. */
  readonly share: number;
  /** In a run. */
  readonly moment: Moment | undefined;
  /** The change itself, where nothing of it is left to choose. */
  readonly change?: Change;
}

export interface Traffic {
  readonly latencyMs: number;
  readonly jitter: boolean;
  /** One of so many answers is very slow. */
  readonly slowOf: number;
  readonly faults: readonly PlannedFault[];
  readonly quota: { readonly model: QuotaModel; readonly perMinute: number; readonly retryAfter: boolean } | undefined;
  /** The other client asks once in so many ms. */
  readonly foreignMs: number | undefined;
}

export type Ending =
  | { readonly kind: 'whole' }
  /** The process vanishes: what is in its pipe still arrives, or is gone as well. Perhaps just after a STATE has left it. */
  | { readonly kind: 'kill'; readonly at: Moment; readonly loses: Loss; readonly isAfterState: boolean }
  /** SIGTERM. */
  | { readonly kind: 'stop'; readonly at: Moment };

/** A pause, then a run. */
export interface Round {
  readonly nth: number;
  readonly pauseMs: number;
  readonly edits: readonly PlannedEdit[];
  readonly wishes: Wishes;
  /** The run is not given its state; what it writes is merged into that, as Meltano does. */
  readonly isRefresh: boolean;
  /** An older state is given to the run. */
  readonly backup?: Backup;
  /** Bookmarks are set back by hand before the run. */
  readonly rewind?: Rewind;
  /** By so much the `Date` of every answer is ahead. */
  readonly aheadMs?: number;
  readonly traffic: Traffic;
  /** The reader of stdout takes so many bytes a second; absent: all at once. */
  readonly bytesPerSecond: number | undefined;
  /** Lines that the target stores at a time. */
  readonly batch: number;
  readonly ending: Ending;
  /** If the run does not get to its end, a project that it has not read to its end is hidden at once. */
  readonly isUnshared: boolean;
  /** Then a STATE is written, beside those that come anyway: every moment is a safe one. */
  readonly states: readonly Moment[];
}

const MINUTE = 60_000;

export function planMoment(dice: Dice): Moment {
  return dice.chance(0.85) ? { share: 1.1 * dice.next() } : { ms: dice.int(0, 90_000) };
}

function planEnding(dice: Dice, reduction: Reduction): Ending {
  const draw = dice.next();
  const moment = planMoment(dice);
  const lull = { lull: dice.int(1, 3) };
  const bookmark = { bookmark: dice.int(1, 16) };
  const at = dice.pick<Moment>([moment, moment, lull, bookmark, bookmark]);
  const loses = dice.pick<Loss>(['nothing', 'state', 'all']);
  const isAfterState = dice.chance(0.5);
  if (draw < 0.4 && !reduction.without.has('kills')) return { kind: 'kill', at, loses, isAfterState };
  if (draw >= 0.4 && draw < 0.52 && !reduction.without.has('stops')) return { kind: 'stop', at };
  return { kind: 'whole' };
}

function planEdits(seed: number, nth: number, pick: PickKind, reduction: Reduction) {
  const dice = diceOf(seed, 'edits', nth);
  const during = dice.chance(0.8) ? dice.int(0, 24) : 0;
  const between = dice.chance(0.8) ? dice.int(0, 12) : 0;
  const edits = Array.from({ length: during + between }, (_, index): PlannedEdit => {
    const kind = pick(dice.next());
    const share = dice.next();
    const moment = planMoment(dice);
    return { name: `${nth}.${index + 1}`, kind, share, moment: index < during ? moment : undefined };
  });
  return edits
    .filter(({ moment }) => !reduction.without.has(moment === undefined ? 'between' : 'during'))
    .filter(({ name }) => reduction.edits?.includes(name) ?? true);
}

/** Gives the kind of an edit, from 0 up to 1. */
export type PickKind = (share: number) => ChangeType;

function planTraffic(seed: number, nth: number, reduction: Reduction): Traffic {
  const dice = diceOf(seed, 'traffic', nth);
  const isLimited = dice.chance(0.15) && !reduction.without.has('quota');
  const quota = {
    model: dice.pick(QUOTA_MODELS),
    perMinute: dice.pick([40, 90, 150]),
    retryAfter: dice.chance(0.7),
  };
  const foreignMs = dice.chance(0.3) ? dice.int(1, 10) * 1000 : undefined;
  return {
    latencyMs: dice.pick([1, 20, 200, 800, 1500, 4000]),
    jitter: !reduction.without.has('latency'),
    slowOf: dice.pick([4, 15, 50]),
    faults: reduction.without.has('faults') ? [] : planFaults(diceOf(seed, 'faults', nth)),
    quota: isLimited ? quota : undefined,
    foreignMs: isLimited ? foreignMs : undefined,
  };
}

/** @returns the nth round of a seed, counted from 1 */
export function planRound(
  seed: number,
  nth: number,
  pick: PickKind,
  streams: readonly StreamName[],
  reduction: Reduction,
): Round {
  const dice = diceOf(seed, 'round', nth);
  const pauseMs = dice.pick([0, 5_000, MINUTE, 10 * MINUTE, 60 * MINUTE, 26 * 60 * MINUTE]);
  const bytesPerSecond = dice.chance(0.2) ? dice.pick([300, 3_000, 30_000]) : undefined;
  const states = dice.chance(0.7) ? Array.from({ length: dice.int(1, 12) }, () => planMoment(dice)) : [];
  const batch = dice.pick([1, 5, 40, 100_000]);
  const wishes = planWishes(seed, nth, streams, reduction);
  const isRefresh = dice.chance(0.04) && !reduction.without.has('refresh');
  return {
    nth,
    pauseMs,
    edits: planEdits(seed, nth, pick, reduction),
    wishes: isRefresh ? { ...wishes, isClosing: false } : wishes,
    isRefresh,
    traffic: planTraffic(seed, nth, reduction),
    bytesPerSecond: reduction.without.has('reader') ? undefined : bytesPerSecond,
    batch,
    isUnshared: dice.chance(0.2) && (reduction.edits?.includes(`${nth}.0`) ?? true),
    ending: planEnding(diceOf(seed, 'ending', nth), reduction),
    states: reduction.without.has('states') ? [] : states,
  };
}
