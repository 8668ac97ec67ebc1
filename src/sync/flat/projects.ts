import { rowGid } from '../../asana/gid.ts';
import type { Row } from '../../asana/pages.ts';
import { asInstant } from '../../json/instant.ts';
import type { Bookmark } from '../../singer/bookmark.ts';
import { streamNames, streamRow } from '../../streams/table.ts';
import { familyStreams } from '../tasks/family.ts';
import type { Partition } from '../tasks/partition.ts';
import { instantOf } from '../tasks/reading.ts';
import type { Walk } from '../walk.ts';

/** A project as the walk needs it. */
export interface Project {
  readonly gid: string;
  readonly workspace: string;
  readonly archived: boolean;
  /** Epoch ms; NaN if Asana did not say. */
  readonly modified: number;
  /** The bookmark of its own row, as this run found it. */
  readonly bookmark: string | undefined;
}

/** @returns what the walk needs of a project's row; to be taken before `projectDone` */
export function projectOf(walk: Walk, row: Row, gid: string, workspace: string): Project {
  const bookmark = placeOf(walk.state.of('projects'), gid);
  return { gid, workspace, archived: row['archived'] === true, modified: asInstant(row['modified_at']), bookmark };
}

/**
 * Projects are listed whole in each run; one comes out when it was modified since its own bookmark, or has none yet.
 * @returns whether its row comes out
 */
export function wantsProject(walk: Walk, row: Row, gid: string): boolean {
  const selected = walk.plan.selection.get('projects');
  if (selected === undefined) return false;
  if (selected.replicationMethod === 'FULL_TABLE') return true;
  const since = placeOf(walk.state.of('projects'), gid) || walk.config.startDate || '';
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

/**
 * With `include_archived_projects: false` a project's children are read once more after it was archived: by a run that
 * began after that. One that was never read is not begun. Lists without a bookmark go by that of the project's row.
 */
export function isLeftOut(walk: Walk, project: Project): boolean {
  const { config, state } = walk;
  if (config.includeArchivedProjects || !project.archived) return false;
  const family = familyStreams(walk).map((name) => placeOf(state.of(name), project.gid));
  const places = family.length === 0 ? [project.bookmark] : family;
  const known = places.filter((place) => place !== undefined);
  return known.every((place) => instantOf(place) + config.lookbackSeconds * 1000 >= project.modified);
}

/** @returns where a stream is in a project; by an older tap's one bookmark also before that has gone to every project */
function placeOf({ partitions, legacy }: Bookmark, project: string): string | undefined {
  return partitions.get(project) ?? legacy;
}

/** @returns the gids of the projects that a task is in; `row` with `projects.gid` */
export function homesOf(row: Row): string[] {
  const projects: readonly unknown[] = Array.isArray(row['projects']) ? row['projects'] : [];
  return projects.map(rowGid).filter((gid) => gid !== undefined);
}

/** @returns the partition of a project's tasks */
export function projectPartition(project: Project): Partition {
  return { key: project.gid, kind: 'project', workspace: project.workspace, params: { project: project.gid } };
}

/** Streams with bookmarks that are read project by project, or hang on what is. */
const BY_PROJECT = streamNames.filter((name) => {
  const { replicationKey, role } = streamRow(name);
  return replicationKey !== undefined && (name === 'projects' || role !== undefined);
});

/**
 * Whether an older tap's one bookmark has to wait for a run that can list projects. Any partition beside it, also one of
 * assigned tasks, would make the state our own, and every project would begin at the beginning.
 * @param found what the lists gave, and where there is none; a list that is refused may be so for good: nobody waits for it
 */
export function legacyWaits(
  { plan, skips, state }: Walk,
  { projects, unlisted }: { readonly projects: readonly Project[]; readonly unlisted: ReadonlySet<string> },
): boolean {
  const isFailed = projects.length === 0 && unlisted.size > 0 && skips.failure !== undefined;
  return plan.needsProjects && isFailed && BY_PROJECT.some((name) => state.of(name).legacy !== undefined);
}

/**
 * An older tap's one bookmark goes to every project that is listed, selected or not: a project that is shared later was
 * never read. That tap read no children of subtasks: below a task they begin at the beginning.
 */
export function adoptLegacy(walk: Walk, projects: readonly Project[]): void {
  if (!walk.plan.needsProjects) return;
  for (const name of BY_PROJECT) {
    const bookmark = walk.state.of(name);
    if (bookmark.legacy === undefined) continue;
    bookmark.keys.add('partitions');
    for (const { gid } of projects) {
      if (bookmark.partitions.has(gid)) continue;
      bookmark.partitions.set(gid, bookmark.legacy);
      if (streamRow(name).role !== 'child') continue;
      bookmark.swept.set(gid, '');
      bookmark.keys.add('swept');
    }
  }
}

/**
 * Brings the bookmarks up to the partitions there are. Those without one get '', since a run without a state may be merged
 * into an old one, whose bookmarks must not come back.
 */
export function knowPartitions(walk: Walk, partitions: readonly Partition[]): void {
  for (const name of familyStreams(walk)) {
    const bookmark = walk.state.of(name);
    const isFresh = !bookmark.own && bookmark.legacy === undefined;
    bookmark.keys.add('partitions');
    if (isFresh && name !== 'tasks') bookmark.keys.add('open').add('refused');
    for (const { key } of partitions) {
      if (!bookmark.partitions.has(key)) bookmark.partitions.set(key, '');
      if (isFresh && name !== 'tasks' && !bookmark.open.has(key)) bookmark.open.set(key, undefined);
    }
  }
}
