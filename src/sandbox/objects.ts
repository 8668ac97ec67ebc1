import { lookAt } from './fields/look.ts';
import type { RefKind } from './fields/node.ts';
import { parseOptFields } from './fields/opt-fields.ts';
import { createPick, type Json } from './fields/pick.ts';
import { readGid } from './world/gid.ts';
import { exists, type Reader } from './world/reader.ts';
import type { World } from './world/world.ts';

/**
 * An object as the API would show it to a reader, whoever may see it: the full record, or the fields named as in
 * `opt_fields`. Null where no such object is there (any more).
 */
export function objectByGid(world: World, reader: Reader, gid: string, fields?: string): Json {
  const found = readGid(world.seed, gid);
  if (found === null || !exists(world, found.kind, found.index)) return null;
  // Only kinds with a store exist, and these are the ones that can be referred to.
  const node = lookAt(world, reader).ref(found.kind as RefKind, found.index);
  return createPick()(node, parseOptFields(fields), 'full');
}
