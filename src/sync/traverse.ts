import pLimit from 'p-limit';
import type { Row } from '../asana/pages.ts';
import { FatalError } from '../errors.ts';
import { assignedPartition } from './assigned.ts';
import { closeTables } from './close-tables.ts';
import { settleAll } from './concurrent.ts';
import { familyStreams } from './family.ts';
import { readFlat } from './flat.ts';
import { reportMissing } from './missing.ts';
import { PartitionReader } from './partition.ts';
import type { FlatStream } from './plan.ts';
import {
  adoptLegacy,
  isLeftOut,
  knowPartitions,
  type Project,
  projectDone,
  projectOf,
  projectPartition,
  wantsProject,
} from './projects.ts';
import { instantOf, oldestBookmark } from './reading.ts';
import { askRefused } from './refused.ts';
import type { Partition, Walk, Workspace } from './walk.ts';

/** What the lists of the workspaces gave to go on with. */
interface Found {
  readonly projects: Project[];
  /** User gids by workspace, where they could be listed. */
  readonly users: Map<string, readonly string[]>;
  /** Workspaces whose projects could not be listed. */
  readonly unlisted: Set<string>;
}

/**
 * Walks everything that the plan needs, each parent once: workspaces, the lists under them, the lists under projects,
 * then what is assigned to people.
 * @throws what ends the run; everything else is judged, counted and reported on the way
 */
export async function traverse(walk: Walk): Promise<void> {
  const workspaces = await readWorkspaces(walk);
  const found: Found = { projects: [], users: new Map(), unlisted: new Set() };
  await settleAll(workspaces.map((workspace) => readWorkspace(walk, workspace, found)));
  adoptLegacy(walk, found.projects);
  const projects = chooseProjects(walk, found);
  const partitions = projects.map(projectPartition);
  const assigned = assignedPartitions(walk, found);
  knowPartitions(walk, partitions);
  knowPartitions(walk, assigned);
  reportMissing(walk, { ...found, workspaces });
  walk.progress.expect(partitions.length + assigned.length);
  await askRefused(walk);
  await readProjects(walk, projects);
  await readPartitions(walk, assigned);
  await closeTables(walk, [...partitions, ...assigned]);
}

async function readWorkspaces(walk: Walk): Promise<Workspace[]> {
  const stream = flatStream(walk, 'workspaces');
  if (stream === undefined) return [];
  const wanted = new Set(walk.config.workspaces);
  const workspaces: Workspace[] = [];
  const isWanted = (gid: string) => wanted.size === 0 || wanted.has(gid);
  const owner = { kind: 'workspace', workspace: '', label: 'workspaces' } as const;
  const gids = await readFlat(walk, stream, '', owner, {
    each: (row, gid) => {
      if (isWanted(gid)) workspaces.push({ gid, isOrganization: row['is_organization'] === true });
    },
    filter: (row) => isWanted(String(row['gid'])),
  });
  if (gids === undefined)
    throw new FatalError('The list of workspaces could not be read, and everything else hangs on it.');
  for (const gid of wanted) {
    if (!gids.includes(gid)) walk.logger.warning(`workspaces: the token does not reach workspace ${gid}.`);
  }
  if (wanted.size > 0 && workspaces.length === 0) {
    throw new FatalError('None of the configured workspaces is reachable with this token. Check `workspaces`.');
  }
  if (workspaces.length === 0) walk.logger.warning('The token reaches no workspace at all.');
  return workspaces;
}

/** Reads the lists that hang on a workspace itself. */
async function readWorkspace(walk: Walk, workspace: Workspace, found: Found): Promise<void> {
  const owner = { kind: 'workspace', workspace: workspace.gid, label: `workspace ${workspace.gid}` } as const;
  const own = walk.plan.flat.filter(
    ({ row }) => row.parent === 'workspace' || (row.parent === 'organization' && workspace.isOrganization),
  );
  await settleAll(
    own.map(async (stream) => {
      const gids = await readFlat(walk, stream, workspace.gid, owner, hooksOf(walk, stream, workspace, found));
      if (stream.name === 'users' && gids !== undefined) found.users.set(workspace.gid, gids);
      if (stream.name === 'projects' && gids === undefined) found.unlisted.add(workspace.gid);
    }),
  );
}

function hooksOf(walk: Walk, stream: FlatStream, workspace: Workspace, found: Found) {
  if (stream.name !== 'projects') return {};
  return {
    each: (row: Row, gid: string) => {
      found.projects.push(projectOf(row, gid, workspace.gid));
    },
    filter: (row: Row) => wantsProject(walk, row, String(row['gid'])),
    done: (gid: string) => projectDone(walk, gid),
  };
}

/** @returns the projects whose children are read in this run, those that need most first */
function chooseProjects(walk: Walk, found: Found): Project[] {
  const wanted = new Set(walk.config.projects);
  const listed = new Set(found.projects.map(({ gid }) => gid));
  for (const gid of wanted) {
    if (!listed.has(gid)) walk.logger.warning(`projects: the token does not reach project ${gid}.`);
  }
  const chosen = found.projects.filter(({ gid }) => wanted.size === 0 || wanted.has(gid));
  if (wanted.size > 0 && chosen.length === 0 && walk.plan.needsProjects) {
    throw new FatalError('None of the configured projects is reachable with this token. Check `projects`.');
  }
  for (const project of chosen) if (isLeftOut(walk, project)) walk.leftOut.add(project.gid);
  // A task of several projects is read by the first that meets it; who has to read most of it comes first.
  const oldest = new Map(
    chosen.map(({ gid }) => [
      gid,
      oldestBookmark(
        familyStreams(walk).map((name) => walk.state.of(name)),
        gid,
      ),
    ]),
  );
  const rank = (project: Project) => instantOf(oldest.get(project.gid) ?? '');
  return chosen
    .filter(({ gid }) => !walk.leftOut.has(gid))
    .sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

function assignedPartitions(walk: Walk, found: Found): Partition[] {
  if (!walk.plan.family.assigned) return [];
  return [...found.users].flatMap(([workspace, users]) => users.map((user) => assignedPartition(workspace, user)));
}

async function readProjects(walk: Walk, projects: readonly Project[]): Promise<void> {
  const limit = pLimit(walk.config.maxConcurrentRequests);
  const flat = walk.plan.flat.filter(({ row }) => row.parent === 'project');
  const isFamily = familyStreams(walk).length > 0;
  await settleAll(
    projects.map((project) =>
      limit(async () => {
        walk.signal.throwIfAborted();
        const owner = { kind: 'parent', workspace: project.workspace, label: `project ${project.gid}` } as const;
        const lists: Promise<unknown>[] = flat.map((stream) => readFlat(walk, stream, project.gid, owner));
        if (isFamily) lists.push(new PartitionReader(walk, projectPartition(project)).read());
        await settleAll(lists);
        walk.progress.done();
      }),
    ),
  );
}

async function readPartitions(walk: Walk, partitions: readonly Partition[]): Promise<void> {
  const limit = pLimit(walk.config.maxConcurrentRequests);
  await settleAll(
    partitions.map((partition) =>
      limit(async () => {
        walk.signal.throwIfAborted();
        await new PartitionReader(walk, partition).read();
        walk.progress.done();
      }),
    ),
  );
}

function flatStream(walk: Walk, name: string): FlatStream | undefined {
  return walk.plan.flat.find((stream) => stream.name === name);
}
