import type { RefKind } from '../fields/node.ts';
import { readGid } from '../world/gid.ts';
import { exists } from '../world/reader.ts';
import type { World } from '../world/world.ts';
import type { Ref } from './change.ts';

/** The index of the object a change names. Throws a RangeError where there is none of that kind. */
export function find(world: World, kind: RefKind, ref: Ref): number {
  const place = /^([a-z_]+):(\d+)$/.exec(ref);
  const found = place === null ? readGid(world.seed, ref) : { kind: place[1], index: Number(place[2]) };
  if (found?.kind !== kind || !exists(world, kind, found.index)) throw new RangeError(`no such ${kind}: ${ref}`);
  return found.index;
}

/** The same, where nothing may be named. */
export function findIf(world: World, kind: RefKind, ref: Ref | undefined | null): number | null {
  return ref === undefined || ref === null ? null : find(world, kind, ref);
}
