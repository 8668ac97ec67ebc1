import type { Look } from '../fields/node.ts';
import type { Kind } from '../world/gid.ts';
import { readGid } from '../world/gid.ts';
import { canRead, exists, isListed, isReadable, type Reader, workspacesOf } from '../world/reader.ts';
import type { World } from '../world/world.ts';
import { badRequest, noAccess, notAuthorized, notRecognized, unknownObject } from './refusal.ts';

/** A request that has found its route: what a route's function is given. */
export interface Call {
  readonly world: World;
  readonly reader: Reader;
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

/** Refuses an object the reader may not see, or whose workspace has blocked the app. */
function admit(call: Call, kind: Kind, index: number): void {
  const { world, reader } = call;
  const workspace = workspaceOf(world, kind, index);
  if (workspace !== null) {
    if (world.workspaces.get(workspace).blocked) throw notAuthorized();
    if (!workspacesOf(world, reader).includes(workspace)) throw noAccess('workspace');
  }
  if (kind === 'project' && !isListed(world.projects.get(index), reader)) throw noAccess('project');
  if (kind === 'section') enter(call, world.sections.get(index).project);
  if (kind === 'task' && !canRead(world, world.tasks.get(index), reader)) throw noAccess('task');
  if (kind === 'story' && !canRead(world, world.tasks.get(world.stories.get(index).task), reader))
    throw noAccess('story');
}

/** The workspace an object lies in; users lie in none. */
function workspaceOf(world: World, kind: Kind, index: number): number | null {
  switch (kind) {
    case 'workspace':
      return index;
    case 'team':
      return world.teams.get(index).workspace;
    case 'project':
      return world.projects.get(index).workspace;
    case 'section':
      return world.projects.get(world.sections.get(index).project).workspace;
    case 'tag':
      return world.tags.get(index).workspace;
    case 'portfolio':
      return world.portfolios.get(index).workspace;
    case 'task':
      return world.tasks.get(index).workspace;
    case 'story':
      return world.tasks.get(world.stories.get(index).task).workspace;
    default:
      return null;
  }
}
