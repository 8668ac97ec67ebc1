import pLimit from 'p-limit';
import { asInstant } from '../json/instant.ts';
import { streamRow } from '../streams/table.ts';
import { reportAhead } from './ahead.ts';
import { inParallel, settleAll } from './concurrent.ts';
import { Everyone } from './flat/everyone.ts';
import { type FlatHooks, readFlat } from './flat/flat.ts';
import type { FlatStream } from './flat/flat-plan.ts';
import type { Parent } from './flat/parents.ts';
import { adoptLegacy, type Project, projectPartition, tableDone } from './flat/projects.ts';
import { type Found, readWorkspace, readWorkspaces } from './flat/workspaces.ts';
import { reportMissing } from './missing.ts';
import { assertOneIsOpen, noneReached } from './out-of-reach.ts';
import { assignedPartition } from './tasks/assigned.ts';
import { closeTables } from './tasks/close-tables.ts';
import { familyStreams, readingOfPartition } from './tasks/family.ts';
import { knowPartitions } from './tasks/known-partitions.ts';
import type { Partition } from './tasks/partition.ts';
import { PartitionReader } from './tasks/partition-reader.ts';
import { instantOf, oldestBookmark } from './tasks/reading.ts';
import { askRefused } from './tasks/refused.ts';
import type { Walk } from './walk.ts';

/**
 * Walks everything that the plan needs, each parent once: workspaces, the lists under them, the lists under teams,
 * portfolios, goals and users, those under projects, then what is assigned to people. Tasks that earlier runs were refused come
 * as soon as the projects are known, and full tables are closed at the end.
 * @throws what ends the run; everything else is judged, counted and reported on the way
 */
export async function traverse(walk: Walk): Promise<void> {
  // Even the list that everything hangs on is asked for only where something does.
  if (walk.plan.selection.size === 0) return;
  const workspaces = await readWorkspaces(walk);
  reportAhead(walk);
  const found: Found = { projects: [], links: new Map(), parents: [], users: new Map(), unlisted: new Set() };
  const everyone = new Everyone(walk);
  await settleAll(workspaces.map((workspace) => readWorkspace(walk, workspace, found, everyone)));
  assertOneIsOpen(
    walk.config,
    workspaces.map(({ gid }) => ({ isBlocked: walk.skips.isBlocked(gid) })),
  );
  const listed = workspaces.map(({ gid }) => gid).filter((gid) => !found.unlisted.has(gid));
  adoptLegacy(walk, found.projects, listed);
  const projects = chooseProjects(walk, found);
  const partitions = projects.map(projectPartition);
  const assigned = assignedPartitions(walk, found);
  knowPartitions(walk, [...partitions, ...assigned]);
  reportMissing(walk, workspaces, found);
  walk.headway.expect(partitions.length, assigned.length);
  await askRefused(walk);
  await readParents(walk, found.parents);
  await readProjects(walk, projects, found.links);
  await readPartitions(walk, assigned);
  await closeTables(walk, [...partitions, ...assigned], workspaces.length);
}

/** @returns the projects whose children are read in this run, those that need most first */
function chooseProjects(walk: Walk, found: Found): Project[] {
  // Nobody has listed any, so none is missed either.
  if (!walk.plan.needsProjects) return [];
  const wanted = new Set(walk.config.projects);
  const listed = new Set(found.projects.map(({ gid }) => gid));
  // A list that could not be read says of no project that it is out of reach.
  const isUnsure = found.unlisted.size > 0;
  for (const gid of wanted) {
    if (listed.has(gid)) continue;
    const said = isUnsure
      ? `project ${gid} is in no list that could be read`
      : `the token does not reach project ${gid}`;
    walk.logger.warning(`projects: ${said}.`);
  }
  const chosen = found.projects.filter(({ gid }) => wanted.size === 0 || wanted.has(gid));
  // A list that failed is the reason by itself, and keeps nobody from reading what does not hang on projects.
  if (wanted.size > 0 && chosen.length === 0 && !(isUnsure && walk.skips.failure !== undefined)) {
    throw noneReached('projects');
  }
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

/** Reads the lists under teams, portfolios, goals and users. */
async function readParents(walk: Walk, parents: readonly Parent[]): Promise<void> {
  await inParallel(parents, walk.config.maxConcurrentRequests, async (parent) => {
    walk.signal.throwIfAborted();
    await readBelow(walk, parent);
  });
}

/** Reads all lists that hang on one parent. */
async function readBelow(walk: Walk, parent: Parent): Promise<void> {
  const own = walk.plan.flat.filter(({ source }) => source.parent === parent.kind);
  await settleAll(
    own.map(async (stream) => {
      const isRead = await readFlat(walk, stream, parent, cutOf(walk, stream, parent.gid));
      if (isRead && parent.kind === 'project') tableDone(walk, stream.name, parent.gid);
    }),
  );
}

/** What belongs to projects of a stream of tasks' children is cut off where that is: it comes out whole otherwise. */
function cutOf(walk: Walk, { name }: FlatStream, project: string): FlatHooks {
  const { role, replicationKey } = streamRow(name);
  if (role === undefined || replicationKey === undefined) return {};
  const { cut } = readingOfPartition(walk, name, project);
  return { filter: (row) => !(asInstant(row[replicationKey]) < cut) };
}

async function readProjects(walk: Walk, projects: readonly Project[], links: Found['links']): Promise<void> {
  const limit = pLimit(walk.config.maxConcurrentRequests);
  const isFamily = familyStreams(walk).length > 0;
  const isMixed = beginsApart(walk, projects);
  await settleAll(
    projects.map((project) =>
      limit(async () => {
        walk.signal.throwIfAborted();
        const { gid, workspace } = project;
        const partition = projectPartition(project);
        const lists = [readBelow(walk, { kind: 'project', gid, workspace, links: links.get(gid) ?? {} })];
        if (isFamily) lists.push(new PartitionReader(walk, partition, { isMixed }).read());
        await settleAll(lists);
        walk.headway.done(partition);
      }),
    ),
  );
}

/** Whether not all projects begin their subtasks at one time, so that a task in two of them is wanted twice. */
function beginsApart(walk: Walk, projects: readonly Project[]): boolean {
  const readings = projects.map(({ gid }) => readingOfPartition(walk, 'subtasks', gid));
  return new Set(readings.map(({ since, below, after }) => `${since} ${below} ${after}`)).size > 1;
}

async function readPartitions(walk: Walk, partitions: readonly Partition[]): Promise<void> {
  const limit = pLimit(walk.config.maxConcurrentRequests);
  await settleAll(
    partitions.map((partition) =>
      limit(async () => {
        walk.signal.throwIfAborted();
        await new PartitionReader(walk, partition).read();
        walk.headway.done(partition);
      }),
    ),
  );
}
