import { rowGid } from '../../asana/gid.ts';
import type { Row } from '../../asana/pages.ts';
import { asInstant } from '../../json/instant.ts';
import type { Bookmark } from '../../singer/bookmark.ts';
import { type StreamName, streamNames, streamRow } from '../../streams/table.ts';
import type { Plan } from '../plan.ts';
import { familyStreams } from '../tasks/family.ts';
import type { Partition } from '../tasks/partition.ts';
import { EVERYTHING, instantOf, isReadSince } from '../tasks/reading.ts';
import type { Walk } from '../walk.ts';

/** A project as the walk needs it. */
export interface Project {
  readonly gid: string;
  readonly workspace: string;
  /**
   * With `include_archived_projects: false` an archived project is left out once a run that began after this has read it, epoch
   * ms; NaN if Asana did not say when it changed. EVERYTHING for all others.
   */
  readonly archivedAt: number;
}

/** All that tells where a stream is in it. */
type Named = Pick<Project, 'gid' | 'workspace'>;

/**
 * Projects are listed whole in each run; one comes out when it was modified since its own bookmark, or has none yet.
 * @returns whether its row comes out
 */
export function wantsProject(walk: Walk, row: Row, project: Named): boolean {
  const selected = walk.plan.selection.get('projects');
  if (selected === undefined) return false;
  if (selected.replicationMethod === 'FULL_TABLE') return true;
  const since = placeOf(walk.state.of('projects'), project) || walk.config.startDate || '';
  // Without a date it cannot be judged, so it comes out.
  return !(asInstant(row['modified_at']) < instantOf(since));
}

/**
 * Makes the bookmark of `projects` one of ours, before its first partition is in it. A largest value alone would be an
 * older tap's, for all projects: if the run ended here, the next would pass over those that had not come out.
 */
export function keepOwn(walk: Walk): void {
  walk.state.of('projects').keys.add('partitions');
}

/**
 * The list has said all there is to say of a project, so its bookmark moves. Only now that its row is written: a run that
 * is stopped in between would promise a row that nobody has.
 */
export function projectDone(walk: Walk, gid: string): void {
  if (walk.plan.selection.has('projects')) walk.progress.listed('projects', gid);
}

/** What full tables have not read of a project yet is owed from now on, also if it is archived before they have. */
export function tablesBegun({ config, plan, state }: Walk, project: string): void {
  if (config.includeArchivedProjects) return;
  for (const name of tablesBelowProjects(plan)) {
    const places = state.tabled(name);
    if (!places.has(project)) places.set(project, '');
  }
}

/** A full table has all that is in a project; kept only where it decides whether an archived one is read once more. */
export function tableDone({ config, progress }: Walk, name: StreamName, project: string): void {
  if (!config.includeArchivedProjects && isTable(name)) progress.tabled(name, project);
}

/**
 * A full table that is closed has lost what is in projects that this run did not read: from now on it is owed.
 * @param read gids of those that it did
 * @returns whether there are any
 */
export function tableClosed({ plan, state }: Walk, name: StreamName, read: ReadonlySet<string>): boolean {
  if (!tablesBelowProjects(plan).includes(name)) return false;
  const places = state.tabled(name);
  // Where archived projects are read like others, only the bookmarks beside the table tell which there were.
  const known = BY_PROJECT.flatMap((each) => [...state.of(each).partitions.keys()]).filter((key) => !key.includes('/'));
  const lost = [...new Set([...places.keys(), ...known])].filter((gid) => !read.has(gid) && places.get(gid) !== '');
  for (const gid of lost) places.set(gid, '');
  return lost.length > 0;
}

/** @returns when a project was archived, or changed since, as `Project` has it */
export function whenArchived({ config }: Walk, row: Row): number {
  return config.includeArchivedProjects || row['archived'] !== true ? EVERYTHING : asInstant(row['modified_at']);
}

/**
 * With `include_archived_projects: false` a project's children are read once more after it was archived: by a run that
 * began after that. One that was never read is not begun. Where nothing tells when its children were (an older version of
 * this tap has written the state), full tables go by the bookmark of its row. To be asked before `projectDone`.
 */
export function isLeftOut(walk: Walk, project: Project): boolean {
  const { config, plan, state } = walk;
  const { archivedAt } = project;
  if (archivedAt === EVERYTHING) return false;
  const family = familyStreams(walk).flatMap((name) => placesOf(state.of(name), project));
  const tables = tablesBelowProjects(plan).map((name) => state.tabled(name).get(project.gid));
  const isUntold = family.length === 0 && tables.every((place) => place === undefined);
  const told = isUntold ? [placeOf(state.of('projects'), project)] : [...family, ...tables];
  const places = told.filter((place) => place !== undefined);
  return places.every((place) => isReadSince(place, archivedAt, config.lookbackSeconds));
}

function tablesBelowProjects({ flat }: Plan): StreamName[] {
  const names = flat.flatMap(({ inside, name, source }) => [
    ...(source.parent === 'project' ? [name] : []),
    ...inside.flatMap((inner) => (inner.kind === 'project' ? [inner.name] : [])),
  ]);
  return names.filter(isTable);
}

function isTable(name: StreamName): boolean {
  return streamRow(name).replicationKey === undefined;
}

/** @returns where a stream is in a project, and where below its tasks, unless that was never begun (an older tap) */
function placesOf(bookmark: Bookmark, project: Named): (string | undefined)[] {
  return [placeOf(bookmark, project), bookmark.swept.get(project.gid) || undefined];
}

/** @returns where a stream is in a project; by an older tap's bookmark also before it has gone to the project */
function placeOf({ partitions, waiting }: Bookmark, { gid, workspace }: Named): string | undefined {
  return partitions.get(gid) ?? (waiting.get(workspace) || undefined);
}

/** @returns the gids of the projects that a task is in; `row` with `projects.gid` */
export function homesOf(row: Row): string[] {
  const projects: readonly unknown[] = Array.isArray(row['projects']) ? row['projects'] : [];
  return projects.map(rowGid).filter((gid) => gid !== undefined);
}

/** @returns the partition of a project's tasks */
export function projectPartition({ gid, workspace, archivedAt }: Project): Partition {
  return { key: gid, kind: 'project', workspace, params: { project: gid }, archivedAt };
}

/** Streams with bookmarks that are read project by project, or hang on what is. */
const BY_PROJECT = streamNames.filter((name) => {
  const { replicationKey, role } = streamRow(name);
  return replicationKey !== undefined && (name === 'projects' || role !== undefined);
});

/**
 * An older tap's one bookmark is for the projects of every workspace that the token reaches, selected or not, as soon as they
 * are listed (contract, 'State'). Until then it waits, also in the state: with a partition beside it, it is an older tap's no more.
 * @param workspaces gids of all that are reached, also of those that the config leaves out
 */
export function spreadLegacy(walk: Walk, workspaces: readonly string[]): void {
  if (!walk.plan.needsProjects) return;
  for (const name of BY_PROJECT) {
    const { keys, legacy, waiting } = walk.state.of(name);
    if (legacy === undefined) continue;
    keys.add('partitions').add('waiting');
    for (const gid of workspaces) waiting.set(gid, legacy);
  }
}

/**
 * Gives projects that are listed the older tap's bookmark that waits for them. Those that come later begin at the beginning: a
 * project that is shared later was never read. That tap read no children of subtasks: below a task they begin there, too.
 * @param workspaces gids of those whose projects were all listed
 */
export function adoptLegacy(walk: Walk, projects: readonly Project[], workspaces: readonly string[]): void {
  // Nobody has listed any, so it waits on.
  if (!walk.plan.needsProjects) return;
  for (const name of BY_PROJECT) {
    const { keys, partitions, swept, waiting } = walk.state.of(name);
    for (const { gid, workspace } of projects) {
      const bookmark = waiting.get(workspace) ?? '';
      if (bookmark === '' || partitions.has(gid)) continue;
      partitions.set(gid, bookmark);
      if (streamRow(name).role !== 'child') continue;
      swept.set(gid, '');
      keys.add('swept');
    }
    for (const gid of workspaces) if (waiting.has(gid)) waiting.set(gid, '');
  }
}
