import { codeOf, type Kind } from '../world/gid.ts';
import type { Reader } from '../world/reader.ts';
import type { World } from '../world/world.ts';

/** Everything a field is worked out from besides the row: the world, and who is asking. */
export interface Look {
  readonly world: World;
  readonly reader: Reader;
  /** The object of a kind at an index, to nest it in another. */
  ref(kind: RefKind, index: number): Node;
}

/** The kinds of objects that others refer to. */
export type RefKind =
  | 'workspace'
  | 'user'
  | 'team'
  | 'project'
  | 'section'
  | 'tag'
  | 'portfolio'
  | 'task'
  | 'story'
  | 'custom_field'
  | 'enum_option'
  | 'attachment'
  | 'status_update'
  | 'project_status'
  | 'project_brief'
  | 'project_template'
  | 'task_template'
  | 'custom_type'
  | 'goal'
  | 'goal_relationship'
  | 'goal_story'
  | 'time_period'
  | 'time_tracking_entry'
  | 'time_tracking_category'
  | 'timesheet_approval_status'
  | 'allocation'
  | 'budget'
  | 'rate'
  | 'ooo_entry'
  | 'role'
  | 'audit_log_event';

/** A plain value, an object of the API, or a list of either. `undefined` means that the object has no such field. */
export type Value = string | number | boolean | null | undefined | Node | readonly Value[];

/** An object of the API before its fields are chosen. */
export interface Node {
  readonly shape: ShapeNames;
  /** Tells objects of a world apart, where they often come more than once in an answer. */
  readonly key?: number;
  read(field: string): Value;
}

/** Which fields an object shows in which form. */
export interface ShapeNames {
  /** The compact form: what a list shows without `opt_fields`, and what a nested object named bare shows. */
  readonly compact: readonly string[];
  /** The full form: everything but the fields that are returned only when named. */
  readonly full: readonly string[];
}

/** How to work out each field of one kind of object. */
export type Fields<T> = Readonly<Record<string, (row: T, look: Look) => Value>>;

/** One kind of object: a Map, since answers are mostly look-ups in it. */
export interface Shape<T> extends ShapeNames {
  readonly fields: ReadonlyMap<string, Fields<T>[string]>;
}

/**
 * Declares a kind of object: its fields, its compact form, and the fields that come only when named ("[Opt In]" in the
 * specification).
 */
export function defineShape<T>(given: {
  readonly compact: readonly string[];
  readonly optIn?: readonly string[];
  readonly fields: Fields<T>;
}): Shape<T> {
  const optIn = new Set(given.optIn ?? []);
  return {
    compact: given.compact,
    full: Object.keys(given.fields).filter((name) => !optIn.has(name)),
    fields: new Map(Object.entries(given.fields)),
  };
}

/** An object of the API over one row; with a kind and an index, the same fields of it are worked out once an answer. */
export function nodeOf<T>(shape: Shape<T>, row: T, look: Look, kind?: Kind, index = 0): Node {
  return {
    shape,
    ...(kind === undefined ? {} : { key: keyOf(kind, index) }),
    read: (field) => shape.fields.get(field)?.(row, look),
  };
}

/** The key of an object of a kind. */
export function keyOf(kind: Kind, index: number): number {
  return codeOf(kind) * 0x1_0000_0000 + index;
}

/** An object without a gid of its own, such as a membership or a photo: its compact form is all of it. */
export function struct(values: Readonly<Record<string, Value>>): Node {
  const names = Object.keys(values);
  return {
    shape: { compact: names, full: names },
    read: (field) => (Object.hasOwn(values, field) ? values[field] : undefined),
  };
}

/** An object of which the API shows gid and resource_type alone, unless more is named (schema AsanaResource). */
export function bare(node: Node): Node {
  return showing(node, ['gid', 'resource_type']);
}

/** An object of which gid, resource_type and name are shown, unless more is named (schema AsanaNamedResource). */
export function named(node: Node): Node {
  return showing(node, ['gid', 'resource_type', 'name']);
}

/** An object with a compact form of its own, as some places have one. */
export function showing(node: Node, compact: readonly string[]): Node {
  return { shape: { compact, full: node.shape.full }, read: node.read };
}

/** gid and resource_type, with which every resource begins. */
export function identity<T extends { readonly index: number }>(kind: Kind, resourceType: string = kind) {
  return {
    gid: (row: T, { world }: Look): Value => world.gid(kind, row.index),
    resource_type: (): Value => resourceType,
  };
}
