import type { RefKind } from '../fields/node.ts';
import { readGid } from '../world/gid.ts';
import { exists } from '../world/reader.ts';
import type { Parent } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import type { Ref } from './change.ts';

/** The index of the object a change names. Throws a RangeError where there is none of that kind. */
export function find(world: World, kind: RefKind, ref: Ref): number {
  const place = /^([a-z_]+):(\d+)$/.exec(ref);
  const found = place === null ? readGid(world.seed, ref) : { kind: place[1], index: Number(place[2]) };
  if (found?.kind !== kind || !exists(world, kind, found.index)) throw new RangeError(`no such ${kind}: ${ref}`);
  return found.index;
}

/** The same, where objects of several kinds may be named. */
export function findAmong<K extends RefKind>(world: World, kinds: readonly K[], ref: Ref): Parent<K> {
  const said = /^([a-z_]+):/.exec(ref)?.[1] ?? readGid(world.seed, ref)?.kind;
  const kind = kinds.find((each) => each === said);
  if (kind === undefined) throw new RangeError(`no such ${kinds.join(' or ')}: ${ref}`);
  return { kind, index: find(world, kind, ref) };
}

/** The same, where nothing may be named. */
export function findIf(world: World, kind: RefKind, ref: Ref | undefined | null): number | null {
  return ref === undefined || ref === null ? null : find(world, kind, ref);
}
