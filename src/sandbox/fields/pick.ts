import type { Node, Value } from './node.ts';
import type { Selection } from './opt-fields.ts';

/** What goes over the wire. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What was already shown in one answer, by the selection it was shown with. */
type Shown = Map<Selection | null, Map<number, Json>>;

/** Shows an object with its fields chosen. */
export type Pick = (node: Node, selection: Selection | null, form: 'compact' | 'full') => Json;

/**
 * Makes the function that chooses fields for one answer, in which an object that comes more than once is shown once.
 *
 * With a selection only the named fields and the gid come back, so that `resource_type` disappears unless named ("The `gid`
 * of included objects will always be returned, regardless of the field options", guide "Input/output options"); without
 * one, the compact or the full form. Unknown names are passed over.
 */
export function createPick(): Pick {
  const shown: Shown = new Map();
  return (node, selection, form) => pick(node, selection, form, shown);
}

function pick(node: Node, selection: Selection | null, form: 'compact' | 'full', shown: Shown): Json {
  const out: { [name: string]: Json } = {};
  if (selection === null || selection.size === 0) {
    for (const name of node.shape[form]) put(out, name, node.read(name), null, shown);
    return out;
  }
  put(out, 'gid', node.read('gid'), null, shown);
  for (const [name, below] of selection) {
    if (name !== 'gid') put(out, name, node.read(name), below, shown);
  }
  return out;
}

function put(out: { [name: string]: Json }, name: string, value: Value, below: Selection | null, shown: Shown): void {
  if (value === undefined) return;
  out[name] = typeof value === 'object' && value !== null ? show(value, below, shown) : value;
}

function show(value: Node | readonly Value[], below: Selection | null, shown: Shown): Json {
  if (isList(value)) {
    return value.map((each) => (typeof each === 'object' && each !== null ? show(each, below, shown) : (each ?? null)));
  }
  if (value.key === undefined) return pick(value, below, 'compact', shown);
  const same = shown.get(below) ?? new Map<number, Json>();
  shown.set(below, same);
  const before = same.get(value.key);
  if (before !== undefined) return before;
  const now = pick(value, below, 'compact', shown);
  same.set(value.key, now);
  return now;
}

function isList(value: Node | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}
