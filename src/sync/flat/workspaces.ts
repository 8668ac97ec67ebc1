import { gidOf } from '../../asana/gid.ts';
import type { Row } from '../../asana/pages.ts';
import type { Config } from '../../config/config.ts';
import type { ParentKind } from '../../streams/define.ts';
import { parentStream, streamRow } from '../../streams/table.ts';
import { settleAll } from '../concurrent.ts';
import { noneReached } from '../out-of-reach.ts';
import type { Walk, Workspace } from '../walk.ts';
import { readDated } from './dated.ts';
import type { Everyone } from './everyone.ts';
import { type FlatHooks, readFlat } from './flat.ts';
import type { FlatStream } from './flat-plan.ts';
import { account, linksOf, type Parent, parentOf, workspaceParent } from './parents.ts';
import {
  isLeftOut,
  keepOwn,
  type Project,
  projectDone,
  spreadLegacy,
  tableDone,
  tablesBegun,
  wantsProject,
  whenArchived,
} from './projects.ts';

/** What the lists of the workspaces gave to go on with. */
export interface Found {
  readonly projects: Project[];
  /** What other lists hang on in the rows of projects, by the project's gid. */
  readonly links: Map<string, Parent['links']>;
  /** Teams, portfolios, goals and users that lists hang on. */
  readonly parents: Parent[];
  /** User gids by workspace, where they could be listed. */
  readonly users: Map<string, readonly string[]>;
  /** Workspaces whose projects could not be listed. */
  readonly unlisted: Set<string>;
}

/** The kinds of parents that lists of workspaces bring, projects aside: these are chosen first. */
const KINDS: readonly ParentKind[] = ['team', 'portfolio', 'goal', 'user'];

/** @returns whether a workspace may be read by the config: it names this one, or none */
export function wantsWorkspace({ workspaces }: Pick<Config, 'workspaces'>, gid: string): boolean {
  return workspaces.length === 0 || workspaces.includes(gid);
}

/**
 * Reads the list that everything else hangs on.
 * @throws FatalError where it cannot be read, or none of the workspaces that are wanted is in it
 */
export async function readWorkspaces(walk: Walk): Promise<Workspace[]> {
  const stream = walk.plan.flat.find(({ name }) => name === 'workspaces');
  if (stream === undefined) return [];
  const { config } = walk;
  const workspaces: Workspace[] = [];
  const reached: string[] = [];
  await readFlat(walk, stream, account, {
    each: (row, gid) => {
      reached.push(gid);
      if (!wantsWorkspace(config, gid)) return;
      workspaces.push({ gid, isOrganization: row['is_organization'] === true });
      if (typeof row['is_organization'] !== 'boolean') walk.skips.doubt(ofOrganizations(walk));
    },
    filter: (row) => wantsWorkspace(config, gidOf(row)),
  });
  spreadLegacy(walk, reached);
  for (const gid of config.workspaces) {
    if (!workspaces.some((each) => each.gid === gid))
      walk.logger.warning(`workspaces: the token does not reach workspace ${gid}.`);
  }
  if (config.workspaces.length > 0 && workspaces.length === 0) throw noneReached('workspaces');
  if (workspaces.length === 0) walk.logger.warning('The token reaches no workspace at all.');
  return workspaces;
}

/** @returns the streams that only organizations have, or have more of (everyone.ts) */
function ofOrganizations({ plan }: Walk): string[] {
  const isMore = ({ name, source }: FlatStream) =>
    source.parent === 'organization' || streamRow(name).everyone !== undefined;
  return plan.flat.filter(isMore).map(({ name }) => name);
}

/**
 * Reads the lists that hang on a workspace itself.
 * @param found takes what they gave
 * @throws what ends the run
 */
export async function readWorkspace(walk: Walk, workspace: Workspace, found: Found, everyone: Everyone): Promise<void> {
  const { gid, isOrganization } = workspace;
  const parent = workspaceParent(gid);
  const own = walk.plan.flat.filter(
    ({ source }) => source.parent === 'workspace' || (source.parent === 'organization' && isOrganization),
  );
  const users = own.find(({ name }) => name === 'users');
  const people = users === undefined ? Promise.resolve([]) : readUsers(walk, users, parent, found);
  const others = own.filter((stream) => stream !== users);
  await settleAll([
    people,
    ...others.map(async (stream) => {
      const row = streamRow(stream.name);
      const hooks = hooksOf(walk, stream, gid, found);
      if (row.bounds !== undefined) await readDated(walk, stream, parent);
      else if (row.everyone !== undefined && isOrganization) await everyone.read(stream, parent, people, hooks);
      else if (!(await readFlat(walk, stream, parent, hooks)) && stream.name === 'projects') found.unlisted.add(gid);
    }),
  ]);
}

/** @returns their gids; undefined if they could not be listed */
async function readUsers(
  walk: Walk,
  stream: FlatStream,
  parent: Parent,
  found: Found,
): Promise<readonly string[] | undefined> {
  const hooks = hooksOf(walk, stream, parent.gid, found);
  const gids: string[] = [];
  const each: FlatHooks['each'] = (row, gid) => {
    gids.push(gid);
    hooks.each?.(row, gid);
  };
  if (!(await readFlat(walk, stream, parent, { ...hooks, each }))) {
    // That the users are missing does not say that tasks are.
    if (walk.plan.family.assigned && !walk.skips.isBlocked(parent.gid))
      walk.logger.warning(
        `Tasks in no project are not read in workspace ${parent.gid}: they are listed by the users they are assigned to.`,
      );
    return undefined;
  }
  found.users.set(parent.gid, gids);
  return gids;
}

function hooksOf(walk: Walk, stream: FlatStream, workspace: string, found: Found): FlatHooks {
  if (stream.name === 'projects') return projectHooks(walk, stream, workspace, found);
  const kind = KINDS.find((each) => parentStream(each) === stream.name && walk.plan.parentKinds.has(each));
  if (kind === undefined) return {};
  return { each: (row, gid) => found.parents.push(parentOf(kind, row, gid, workspace, stream.links)) };
}

function projectHooks(walk: Walk, stream: FlatStream, workspace: string, found: Found): FlatHooks {
  const wanted = new Set(walk.config.projects);
  // What lies inside a row is below the project, like its lists.
  const opens = (gid: string) => (wanted.size === 0 || wanted.has(gid)) && !walk.leftOut.has(gid);
  return {
    each: (row, gid) => {
      const project = { gid, workspace, archivedAt: whenArchived(walk, row) };
      found.projects.push(project);
      if (isLeftOut(walk, project)) walk.leftOut.add(gid);
      const links = linksOf(row, stream.links);
      if (Object.keys(links).length > 0) found.links.set(gid, links);
    },
    filter: (row: Row) => wantsProject(walk, row, { gid: gidOf(row), workspace }),
    opens: (_row, gid) => opens(gid),
    leaves: () => keepOwn(walk),
    done: (gid) => {
      if (opens(gid)) {
        tablesBegun(walk, gid);
        for (const { name } of stream.inside) tableDone(walk, name, gid);
      }
      projectDone(walk, gid);
    },
  };
}
