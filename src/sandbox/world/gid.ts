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

/** What a gid stands for, or null where no object of this seed could have it. Whether the object exists is the store's word. */
export function readGid(seed: number, gid: string): { kind: Kind; index: number } | null {
  if (!/^12\d{14}$/.test(gid)) return null;
  const rest = Number(gid) - PREFIX;
  const kind = BY_CODE.get(Math.floor(rest / SPAN));
  if (kind === undefined) return null;
  const index = Math.floor((rest % SPAN) / STRIDE);
  return gidOf(seed, kind, index) === gid ? { kind, index } : null;
}
