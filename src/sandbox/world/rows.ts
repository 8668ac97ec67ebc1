import type { Kind } from './gid.ts';

// What the world keeps of each object: what an edit can change. Everything else is derived from its index when asked for.

/** What something hangs from, or leads to. */
export interface Parent<K extends Kind = Kind> {
  readonly kind: K;
  readonly index: number;
}

export interface Workspace {
  readonly index: number;
  name: string;
  readonly organization: boolean;
  /** The administrator has blocked this app: the workspace is not listed, and 401 when addressed. */
  blocked: boolean;
}

export interface User {
  readonly index: number;
  name: string;
  readonly email: string;
}

export interface Team {
  readonly index: number;
  name: string;
  readonly workspace: number;
}

/** `open` to the reader, `hidden` (not listed, 403) or `refused` (listed, but 403 for all that is in it). */
export type Access = 'open' | 'hidden' | 'refused';

export interface Project {
  readonly index: number;
  name: string;
  notes: string | null;
  readonly workspace: number;
  readonly team: number | null;
  archived: boolean;
  access: Access;
  readonly private: boolean;
  readonly createdAt: number;
  modifiedAt: number;
}

export interface Section {
  readonly index: number;
  name: string;
  readonly project: number;
  readonly createdAt: number;
}

export interface Tag {
  readonly index: number;
  name: string;
  readonly workspace: number;
  readonly createdAt: number;
}

export interface Portfolio {
  readonly index: number;
  name: string;
  readonly workspace: number;
  readonly owner: number;
  readonly createdAt: number;
}

/** A place of a task: a project and one of its sections. */
export interface Home {
  readonly project: number;
  readonly section: number;
}

export interface Task {
  readonly index: number;
  name: string;
  /** null where the text is still the one derived from the index. */
  notes: string | null;
  readonly workspace: number;
  completed: boolean;
  completedAt: number | null;
  assignee: number | null;
  parent: number | null;
  homes: readonly Home[];
  tags: readonly number[];
  readonly createdAt: number;
  /** What the API shows. */
  modifiedAt: number;
  /** What `modified_since` is compared with: never before `modifiedAt`, since it counts more. */
  touchedAt: number;
  /** Changed custom field values by the field's index: display text only. */
  customValues: ReadonlyMap<number, string>;
}

export interface Story {
  readonly index: number;
  readonly task: number;
  /** null where type and text are those derived from the index. */
  text: string | null;
  readonly createdAt: number;
  readonly createdBy: number;
  edited: boolean;
}

export const CUSTOM_FIELD_TYPES = [
  'text',
  'number',
  'enum',
  'multi_enum',
  'date',
  'people',
  'reference',
  'formula',
  'custom_id',
] as const;

export interface CustomField {
  readonly index: number;
  readonly name: string;
  readonly workspace: number;
  readonly representation: (typeof CUSTOM_FIELD_TYPES)[number];
}
