import type { FurtherChangeType } from '../../../src/sandbox/edit/change.ts';
import type { Sizes } from '../../../src/sandbox/world/sizes.ts';
import { type StreamName, streamNames, streamRow } from '../../../src/streams/table.ts';
import { DAY_MS } from '../../../src/sync/flat/days.ts';
import { type Dice, diceOf } from '../dice.ts';
import { FURTHER_KINDS, FURTHER_WEIGHTS, kindAt } from '../edit/kinds.ts';
import type { Reduction } from './reduction.ts';
import { type PlannedEdit, planMoment, type Round } from './round-plan.ts';
import type { WorldPlan } from './world-plan.ts';

/*
 * In one seed of six the streams are played too that are not selected by default. They have dice of their own, for what
 * there is of them, what is selected and what is edited: all else in the seed stays as it is without them.
 */

/** Every stream that is not selected by default. */
const STREAMS: readonly StreamName[] = streamNames.filter((name) => !streamRow(name).selectedByDefault);

/** Edits of further streams are named from here on: more than a round has of the others. */
const FIRST_EDIT = 101;

/** @returns whether a seed is one of those */
export function hasFurther(seed: number, reduction: Reduction): boolean {
  return diceOf(seed, 'further').chance(1 / 6) && !reduction.without.has('further');
}

/** @returns the world of such a seed: a little of everything */
export function furtherWorld(seed: number, world: WorldPlan): WorldPlan {
  const dice = diceOf(seed, 'further', 1);
  const { workspaces = 1, projects = 0, tasks = 0, looseTasks = 0, users = 1, portfolios = 0 } = world.sizes;
  const isOrganized = world.sizes.organizations === workspaces;
  const upTo = (most: number, isThere = true) => {
    const size = dice.int(0, most);
    return isThere ? size : 0;
  };
  const goals = upTo(5);
  const further: Partial<Sizes> = {
    otherPortfolios: upTo(2, users > workspaces),
    attachments: upTo(20, tasks > 0 || projects > 0),
    statusUpdates: upTo(8, projects > 0 || portfolios > 0 || goals > 0),
    projectTemplates: upTo(3),
    taskTemplates: upTo(5, projects > 0),
    customTypes: upTo(3),
    oooEntries: upTo(5),
    roles: upTo(3),
    goals,
    goalRelationships: upTo(6, goals >= 2 * workspaces),
    goalStories: upTo(6, goals > 0),
    timePeriods: upTo(6),
    timeEntries: upTo(25, tasks > looseTasks),
    timeCategories: upTo(5),
    timesheets: upTo(5),
    allocations: upTo(5, projects > 0),
    budgets: Math.min(projects, upTo(3)),
    rates: upTo(5, projects > 0),
    auditEvents: upTo(25),
  };
  const isEnterprise = dice.chance(0.6);
  const isServiceAccount = dice.chance(0.4);
  return {
    ...world,
    sizes: { ...world.sizes, ...further },
    plan: isEnterprise && world.plan === 'paid' ? 'enterprise' : world.plan,
    // There are none outside of organizations.
    serviceAccount: isServiceAccount && isOrganized,
  };
}

/** @returns a round of such a seed */
export function furtherRound(seed: number, round: Round, reduction: Reduction): Round {
  const streams = furtherStreams(seed, round.nth, reduction);
  const keyed = streams.filter((name) => streamRow(name).replicationKey !== undefined);
  const { isClosing } = round.wishes;
  const pauses = diceOf(seed, 'further', 7, round.nth);
  const tables = diceOf(seed, 'further', 2, round.nth).some(keyed, isClosing ? 0.3 : 0.05);
  return {
    ...round,
    // Lists by days are read from a month before: it takes as long until they leave something behind.
    pauseMs: round.pauseMs + (pauses.chance(0.1) ? pauses.int(10, 40) * DAY_MS : 0),
    wishes: {
      ...round.wishes,
      streams: [...round.wishes.streams, ...streams],
      tables: [...round.wishes.tables, ...(reduction.without.has('tables') ? [] : tables)],
    },
    edits: [...round.edits, ...furtherEdits(seed, round.nth, reduction)],
  };
}

function furtherStreams(seed: number, nth: number, reduction: Reduction): readonly StreamName[] {
  if (reduction.without.has('selection')) return STREAMS;
  const base = diceOf(seed, 'further', 3);
  const mine = base.some(STREAMS, base.pick([0.1, 0.4, 1, 1]));
  const dice = diceOf(seed, 'further', 4, nth);
  return dice.chance(0.7) ? mine : dice.some(mine, 0.7);
}

function furtherEdits(seed: number, nth: number, reduction: Reduction): PlannedEdit[] {
  const kinds = diceOf(seed, 'further', 5);
  const weights = FURTHER_KINDS.map((kind) => FURTHER_WEIGHTS[kind] * kinds.pick([0, 1, 1, 5]));
  const dice = diceOf(seed, 'further', 6, nth);
  const count = dice.chance(0.9) ? dice.int(0, 16) : 0;
  const edits = Array.from({ length: count }, (_, index) => planEdit(`${nth}.${FIRST_EDIT + index}`, weights, dice));
  return edits
    .filter(({ moment }) => !reduction.without.has(moment === undefined ? 'between' : 'during'))
    .filter(({ name }) => reduction.edits?.includes(name) ?? true);
}

function planEdit(name: string, weights: readonly number[], dice: Dice): PlannedEdit {
  const kind: FurtherChangeType = kindAt(FURTHER_KINDS, weights, dice.next()) ?? 'add-time-entry';
  const share = dice.next();
  const moment = planMoment(dice);
  return { name, kind, share, moment: dice.chance(0.6) ? moment : undefined };
}
