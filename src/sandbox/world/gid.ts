import { hash } from './random.ts';

/** Every kind of object that has a gid of its own, with the two digits that keep gids of different kinds apart. */
const CODES = {
  workspace: 10,
  user: 11,
  team: 12,
  project: 13,
  section: 14,
  tag: 15,
  portfolio: 16,
  task: 17,
  story: 18,
  custom_field: 19,
  enum_option: 20,
  like: 21,
  story_like: 22,
  custom_field_setting: 23,
  project_status: 24,
  status_update: 25,
  project_brief: 26,
  project_template: 27,
  custom_type: 28,
  custom_type_status_option: 29,
  user_task_list: 30,
  my_tasks_section: 31,
  attachment: 32,
  task_template: 33,
  project_portfolio_setting: 34,
  team_membership: 35,
  workspace_membership: 36,
  project_membership: 37,
  portfolio_membership: 38,
  goal_membership: 39,
  ooo_entry: 40,
  role: 41,
  goal: 42,
  goal_relationship: 43,
  goal_story: 44,
  goal_metric: 45,
  goal_like: 46,
  time_period: 47,
  time_tracking_entry: 48,
  time_tracking_category: 49,
  timesheet_approval_status: 50,
  allocation: 51,
  budget: 52,
  rate: 53,
  placeholder: 54,
  audit_log_event: 55,
  status_like: 56,
  template_role: 57,
} as const;

export type Kind = keyof typeof CODES;

const BY_CODE = new Map<number, Kind>(Object.entries(CODES).map(([kind, code]) => [code, kind as Kind]));
const PREFIX = 12e14;
const SPAN = 1e12;
const STRIDE = 1009;

/** The two-digit code of a kind; also the first coordinate of everything hashed about its objects. */
export function codeOf(kind: Kind): number {
  return CODES[kind];
}

/**
 * The gid of the index-th object of a kind: 16 digits, rising with the index, different for each seed.
 * Asana's are strings of 16 to 19 digits (specification, AsanaResource: "Globally unique identifier of the resource, as a string").
 */
export function gidOf(seed: number, kind: Kind, index: number): string {
  const code = CODES[kind];
  return String(PREFIX + code * SPAN + index * STRIDE + (hash(seed, code, index, 1) % STRIDE));
}

/**
 * The gid of what ties two objects together, such as a membership: 19 digits, which no number in JSON can hold, the same as
 * long as both are there. `readGid` does not know it: nothing is asked for by it.
 */
export function tieGid(seed: number, kind: Kind, one: number, other: number): string {
  const mixed = hash(seed, CODES[kind], one, other) % 100;
  return `13${CODES[kind]}${padded(one, 7)}${padded(other, 6)}${padded(mixed, 2)}`;
}

function padded(index: number, digits: number): string {
  return String(index).padStart(digits, '0');
}

/** What a gid stands for, or null where no object of this seed could have it. Whether the object exists is the store's word. */
export function readGid(seed: number, gid: string): { kind: Kind; index: number } | null {
  if (!/^12\d{14}$/.test(gid)) return null;
  const rest = Number(gid) - PREFIX;
  const kind = BY_CODE.get(Math.floor(rest / SPAN));
  if (kind === undefined) return null;
  const index = Math.floor((rest % SPAN) / STRIDE);
  return gidOf(seed, kind, index) === gid ? { kind, index } : null;
}
