import { draw } from '../world/draw.ts';
import type { Goal, GoalRelationship, TimePeriod } from '../world/goal-rows.ts';
import { DAY } from '../world/past.ts';
import { choose, htmlOf, notesOf } from '../world/words.ts';
import { customFieldSettings, customFieldValue } from './custom-field-shape.ts';
import { fieldsOf } from './custom-field-values.ts';
import { day } from './forms.ts';
import { goalMembers } from './members.ts';
import { defineShape, identity, type Look, named, struct, type Value } from './node.ts';
import { newest } from './status-shapes.ts';

const OPEN = ['green', 'yellow', 'red', null] as const;
const SOURCES = ['manual', 'subgoal_progress', 'project_task_completion', 'external'] as const;
const UNITS = ['none', 'currency', 'percentage'] as const;

const drawn = (row: Goal, { world }: Look, salt: number): number => draw(world.seed, 'goal', row.index, salt);
const notes = (row: Goal, { world }: Look): string => notesOf(world.seed, 'goal', row.index);
const likers = (row: Goal): number[] => (row.index % 2 === 0 ? [0] : []);

/** How far a goal is (schema GoalMetricBase); every fifth goal is not measured. */
function metric(row: Goal, look: Look): Value {
  if (row.index % 5 === 3) return null;
  const unit = choose(UNITS, row.index);
  const current = (drawn(row, look, 20) % 1000) / 10;
  return struct({
    gid: look.world.gid('goal_metric', row.index),
    resource_type: 'goal_metric',
    resource_subtype: 'number',
    precision: 1,
    unit,
    currency_code: unit === 'currency' ? 'EUR' : null,
    initial_number_value: 0,
    target_number_value: 100,
    current_number_value: current,
    current_display_value: current.toFixed(1),
    progress_source: choose(SOURCES, row.index),
    is_custom_weight: false,
    can_manage: true,
  });
}

/** Schema GoalResponse: no time of making or changing is to be had. */
export const goalShape = defineShape<Goal>({
  compact: ['gid', 'resource_type', 'name', 'owner'],
  optIn: ['html_notes'],
  fields: {
    ...identity('goal'),
    name: (row) => row.name,
    html_notes: (row, look) => htmlOf(notes(row, look)),
    notes,
    due_on: (row) => (row.index % 3 === 0 ? day(row.createdAt + 120 * DAY) : null),
    start_on: (row) => (row.index % 3 === 0 ? day(row.createdAt) : null),
    is_workspace_level: (row) => row.team === null,
    liked: (row, { reader }) => likers(row).includes(reader.user),
    likes: (row, look) =>
      likers(row).map((user) => struct({ gid: look.world.gid('goal_like', row.index), user: look.ref('user', user) })),
    num_likes: (row) => likers(row).length,
    team: (row, look) => (row.team === null ? null : look.ref('team', row.team)),
    workspace: (row, look) => look.ref('workspace', row.workspace),
    followers: (row, look) => goalMembers(row, look.world).map((user) => look.ref('user', user)),
    time_period: (row, look) => (row.period === null ? null : look.ref('time_period', row.period)),
    metric,
    owner: (row, look) => (row.owner === null ? null : look.ref('user', row.owner)),
    current_status_update: (row, look) =>
      newest('status_update', look.world.work.lists.goalUpdates.ids(row.index), look),
    status: (row, look) => choose(OPEN, drawn(row, look, 21)),
    privacy_setting: (row) => (row.index % 4 === 1 ? 'members_only' : 'public_to_workspace'),
    default_access_level: () => 'editor',
    custom_fields: (row, look) =>
      goalFields(row, look).map((field) =>
        customFieldValue(field, { kind: 'goal', index: row.index, text: null }, look),
      ),
    custom_field_settings: (row, look) =>
      customFieldSettings(
        goalFields(row, look),
        { kind: 'goal', index: row.index, node: look.ref('goal', row.index) },
        look,
      ),
  },
});

function goalFields(row: Goal, { world }: Look) {
  return fieldsOf(world, row.workspace, row.index).slice(0, 3);
}

/** Schema GoalRelationshipResponse. */
export const goalRelationshipShape = defineShape<GoalRelationship>({
  compact: ['gid', 'resource_type', 'resource_subtype', 'supporting_resource', 'contribution_weight'],
  fields: {
    ...identity('goal_relationship'),
    resource_subtype: (row) => (row.supporting.kind === 'goal' ? 'subgoal' : 'supporting_work'),
    // Typed as a project in the specification, whose compact form goals and portfolios take here.
    supporting_resource: (row, look) => named(look.ref(row.supporting.kind, row.supporting.index)),
    contribution_weight: (row) => [1, 0.5, 0][row.index % 3],
    supported_goal: (row, look) => look.ref('goal', row.goal),
  },
});

/** The year and the quarter of a time period: the first year is the one before the world's past ends. */
function span(row: TimePeriod, { world }: Look) {
  const year = new Date(world.past.end).getUTCFullYear() - 1 + Math.floor(row.nth / 5);
  const quarter = row.nth % 5;
  const first = quarter === 0 ? 0 : (quarter - 1) * 3;
  const months = quarter === 0 ? 12 : 3;
  return {
    year,
    period: quarter === 0 ? 'FY' : `Q${quarter}`,
    start: Date.UTC(year, first, 1),
    end: Date.UTC(year, first + months, 0),
  };
}

/** Schema TimePeriodResponse. */
export const timePeriodShape = defineShape<TimePeriod>({
  compact: ['gid', 'resource_type', 'end_on', 'start_on', 'period', 'display_name'],
  fields: {
    ...identity('time_period'),
    start_on: (row, look) => day(span(row, look).start),
    end_on: (row, look) => day(span(row, look).end),
    period: (row, look) => span(row, look).period,
    display_name: (row, look) => {
      const { period, year } = span(row, look);
      return `${period} ${year}`;
    },
    parent: (row, look) =>
      row.nth % 5 === 0 ? null : look.ref('time_period', row.index - (row.nth % 5) * look.world.sizes.workspaces),
  },
});
