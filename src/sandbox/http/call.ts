import type { Look } from '../fields/node.ts';
import type { Kind } from '../world/gid.ts';
import { readGid } from '../world/gid.ts';
import { parentOf, workspaceOf } from '../world/parents.ts';
import { exists, isReadable, isVisible, type Reader, workspacesOf } from '../world/reader.ts';
import type { World } from '../world/world.ts';
import { badRequest, noAccess, notAuthorized, notRecognized, paymentRequired, unknownObject } from './refusal.ts';

/** A request that has found its route: what a route's function is given. */
export interface Call {
  readonly world: World;
  readonly reader: Reader;
  /** Whether what the organization pays for includes a plan. */
  includes(plan: 'paid' | 'enterprise'): boolean;
  readonly look: Look;
  /** The gids in the path, by the names the route gives them. */
  readonly path: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, string>;
}

/** The index of the object a path names. Throws a Refusal where it is unknown, of another type, or not for this reader. */
export function fromPath(call: Call, kind: Kind): number {
  return resolve(call, kind, call.path.get(kind) ?? '', 404);
}

/** The index of the object a parameter names, or null where it is not given. Throws like `fromPath`, but 400 for a wrong type. */
export function fromQuery(call: Call, kind: Kind, name: string = kind): number | null {
  const gid = call.query.get(name);
  return gid === undefined || gid === '' ? null : resolve(call, kind, gid, 400);
}

/** Like `fromQuery`, where the parameter must be given: 400 `workspace: Missing input` was seen live. */
export function required(call: Call, kind: Kind): number {
  const found = fromQuery(call, kind);
  if (found === null) throw badRequest(`${kind}: Missing input`);
  return found;
}

/** Like `required`, where the object may be of several kinds: the first is what errors name. */
export function requiredAmong<K extends Kind>(
  call: Call,
  kinds: readonly [K, ...K[]],
  name: string,
): { readonly kind: K; readonly index: number } {
  const gid = call.query.get(name) ?? '';
  if (gid === '') throw badRequest(`${name}: Missing input`);
  const found = readGid(call.world.seed, gid)?.kind;
  const kind = kinds.find((each) => each === found) ?? kinds[0];
  return { kind, index: resolve(call, kind, gid, 400) };
}

/** The user a path or parameter names, by gid or as `me`. */
export function userNamed(call: Call, name: string, status: 400 | 404): number {
  return name === 'me' ? call.reader.user : resolve(call, 'user', name, status);
}

/** A yes-or-no parameter, or null where it is not given. */
export function flag(call: Call, name: string): boolean | null {
  const text = call.query.get(name);
  if (text === undefined) return null;
  if (text !== 'true' && text !== 'false') throw badRequest(`${name}: Not a boolean: ${text}`);
  return text === 'true';
}

/** An instant or day given as a parameter, in epoch ms, or null; `now` where the parameter takes that word. */
export function since(call: Call, name: string, now: number | null): number | null {
  const text = call.query.get(name);
  if (text === undefined) return null;
  if (text === 'now' && now !== null) return now;
  const ms = /^\d{4}-\d{2}-\d{2}(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw badRequest(`${name}: Not a recognized date or time: ${text}`);
  return ms;
}

/** Refuses what is in a project that is not readable, as 403 "You do not have access to this project." */
export function enter(call: Call, project: number): number {
  if (!isReadable(call.world.projects.get(project), call.reader)) throw noAccess('project');
  return project;
}

function resolve(call: Call, kind: Kind, gid: string, wrongType: 400 | 404): number {
  const found = readGid(call.world.seed, gid);
  if (found !== null && found.kind !== kind) throw notRecognized(kind, gid, wrongType);
  if (!/^\d+$/.test(gid)) throw notRecognized(kind, gid, wrongType);
  if (found === null || !exists(call.world, kind, found.index)) throw unknownObject(kind, gid);
  admit(call, kind, found.index);
  return found.index;
}

/** Refuses an object the reader may not see, whose workspace has blocked the app, or which takes a plan that nobody pays for. */
function admit(call: Call, kind: Kind, index: number): void {
  const { world, reader } = call;
  const workspace = workspaceOf(world, kind, index);
  if (workspace !== null) {
    if (world.workspaces.get(workspace).blocked) throw notAuthorized();
    if (!workspacesOf(world, reader).includes(workspace)) throw noAccess('workspace');
  }
  if ((kind === 'portfolio' || kind === 'goal') && !call.includes('paid')) throw paymentRequired(`${kind}s`);
  if (!isVisible(world, kind, index, reader)) {
    throw noAccess(parentOf(world, kind, index)?.kind === 'project' ? 'project' : kind);
  }
}
