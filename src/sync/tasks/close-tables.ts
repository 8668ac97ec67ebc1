import { sourcesOf } from '../../streams/define.ts';
import { isStreamName, parentStream, type StreamName, streamRow } from '../../streams/table.ts';
import { inParallel } from '../concurrent.ts';
import { tableClosed } from '../flat/projects.ts';
import type { Walk } from '../walk.ts';
import { familyStreams } from './family.ts';
import type { Partition } from './partition.ts';
import { PartitionReader } from './partition-reader.ts';
import { bookmarkAt, EVERYTHING, NOTHING, type Reading } from './reading.ts';

/**
 * Closes the full tables that came out whole with ACTIVATE_VERSION, so that targets mark what did not come as deleted
 * (contract, 'Records'). A table in which anything was left out stays open: a gap must not look like a deletion.
 * @param partitions all that were read
 * @param workspaces how many the token reaches
 * @throws what ends the run
 */
export async function closeTables(walk: Walk, partitions: readonly Partition[], workspaces: number): Promise<void> {
  const { config, plan } = walk;
  if (!config.emitActivateVersionMessages) return;
  const full = [...plan.selection.values()].filter((stream) => stream.replicationMethod === 'FULL_TABLE');
  const names = full.map((stream) => stream.id).filter(isStreamName);
  // A token that has lost everything says of no row that it was deleted: all tables would be emptied.
  const reason = workspaces === 0 ? 'the token reaches no workspace' : filterOf(walk);
  if (reason !== undefined) {
    if (names.length > 0) walk.logger.info(`No table is closed by ACTIVATE_VERSION: ${reason}.`);
    return;
  }
  const again = familyStreams(walk).filter((name) => names.includes(name) && isWhole(walk, name, partitions));
  if (again.length > 0) await lookAgain(walk, partitions, again);
  const whole = names.filter((name) => isWhole(walk, name, partitions));
  const read = new Set(partitions.map(({ key }) => key));
  const forgotten = whole.map((name) => forgetUnlisted(walk, name, read));
  // On its way before any row goes: a target that stops in between must not keep the bookmarks of rows it has lost.
  if (forgotten.includes(true)) walk.writeState();
  for (const name of names) {
    if (whole.includes(name)) await walk.emitter.activate(name);
    else
      walk.logger.warning(`${name}: not closed by ACTIVATE_VERSION, since something of it was left out in this run.`);
  }
}

/** @returns why this run did not mean to read everything, if it did not */
function filterOf({ config }: Walk): string | undefined {
  if (config.workspaces.length > 0) return '`workspaces` is set';
  if (config.projects.length > 0) return '`projects` is set';
  if (config.startDate !== undefined) return '`start_date` is set';
  return config.includeArchivedProjects ? undefined : 'archived projects are left out';
}

/**
 * A list that was not read in this run (a project hidden, a user who left) loses its rows with the table. Should it be
 * listed again, it is read from its beginning: its bookmark would pass over what is gone from the target.
 * @param read the keys of all partitions that were
 * @returns whether there is one
 */
function forgetUnlisted(walk: Walk, name: StreamName, read: ReadonlySet<string>): boolean {
  if (streamRow(name).replicationKey === undefined) return tableClosed(walk, name, read);
  const { partitions, open, swept, waiting } = walk.state.of(name);
  const isBegun = (key: string, bookmark: string) => bookmark !== '' || open.get(key) !== undefined;
  const unlisted = [...partitions.keys()].filter((key) => {
    return !walk.progress.isComplete(name, key) && isBegun(key, partitions.get(key) ?? '');
  });
  for (const key of unlisted) {
    partitions.set(key, '');
    if (open.has(key)) open.set(key, undefined);
    if (swept.has(key)) swept.set(key, '');
  }
  const isWaiting = [...waiting.values()].some((bookmark) => bookmark !== '');
  for (const workspace of waiting.keys()) waiting.set(workspace, '');
  return unlisted.length > 0 || isWaiting;
}

function isWhole(walk: Walk, name: StreamName, partitions: readonly Partition[]): boolean {
  if (streamsBehind(walk, name).some((stream) => walk.skips.hasLost(stream))) return false;
  if (streamRow(name).role === undefined) return true;
  return partitions.every(({ key }) => walk.progress.isComplete(name, key));
}

/** The streams that rows come from or hang on: what was left out of them is missing below too. */
function streamsBehind(walk: Walk, name: StreamName): string[] {
  const row = streamRow(name);
  const parents = sourcesOf(row).flatMap(({ parent }) => parentStream(parent) ?? []);
  if (row.role === undefined) return ['workspaces', name, ...parents];
  const people = walk.plan.family.assigned ? ['users'] : [];
  return ['workspaces', name, ...parents, 'projects', 'tasks', 'subtasks', ...people];
}

/**
 * Asks once more for what has changed since the run began: a task that moved meanwhile, from a list not read yet into
 * one that was, has been in none of them.
 */
async function lookAgain(walk: Walk, partitions: readonly Partition[], names: readonly StreamName[]): Promise<void> {
  const since = bookmarkAt(walk.startedAt(), walk.config.lookbackSeconds);
  const reading: Reading = { since, cut: EVERYTHING, below: NOTHING, after: undefined, at: undefined };
  const again = new Map(names.map((name) => [name, reading]));
  await inParallel(partitions, walk.config.maxConcurrentRequests, (partition) =>
    new PartitionReader(walk, partition, { again }).read(),
  );
}
