import type { Node, Value } from './node.ts';
import type { Selection } from './opt-fields.ts';

/** What goes over the wire. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * An object with its fields chosen. With a selection only the named fields and the gid come back, so that `resource_type`
 * disappears unless named ("The `gid` of included objects will always be returned, regardless of the field options",
 * guide "Input/output options"); without one, the compact or the full form. Unknown names are passed over.
 */
export function pick(node: Node, selection: Selection | null, form: 'compact' | 'full'): Json {
  const out: { [name: string]: Json } = {};
  if (selection === null || selection.size === 0) {
    for (const name of node.shape[form]) put(out, name, node.read(name), null);
    return out;
  }
  put(out, 'gid', node.read('gid'), null);
  for (const [name, below] of selection) {
    if (name !== 'gid') put(out, name, node.read(name), below);
  }
  return out;
}

function put(out: { [name: string]: Json }, name: string, value: Value, below: Selection | null): void {
  if (value !== undefined) out[name] = show(value, below);
}

function show(value: Value, below: Selection | null): Json {
  if (isList(value)) return value.map((each) => show(each, below));
  if (typeof value === 'object' && value !== null) return pick(value, below, 'compact');
  return value ?? null;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
