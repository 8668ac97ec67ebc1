import { TooManyError } from '../../asana/errors.ts';
import { rowGid } from '../../asana/gid.ts';
import { Priority } from '../../asana/pace/pacer.ts';
import type { Row } from '../../asana/pages.ts';
import { asInstant } from '../../json/instant.ts';
import { type StreamName, streamRow } from '../../streams/table.ts';
import { inParallel, settleAll } from '../concurrent.ts';
import { homesOf } from '../flat/projects.ts';
import { Out } from '../ledger.ts';
import type { Walk } from '../walk.ts';
import { isPassedOver, readElsewhere, sweptElsewhere } from './assigned.ts';
import { Descent } from './descent.ts';
import { familyStreams, readingOfPartition } from './family.ts';
import { Front } from './front.ts';
import { mayHaveSubtasks } from './has-subtasks.ts';
import { type Listing, listingsOf } from './listing.ts';
import { labelOf, type Partition } from './partition.ts';
import { asOf, bookmarkAt, instantOf, isReadSince, isSweepDue, type Reading } from './reading.ts';
import { RowWork } from './row-work.ts';
import { sectionsOf } from './split.ts';

/**
 * Reads one partition: its lists first, to their end (their offset tokens die), rows written as they come; then what
 * lies below, in numeric order of gids, so that a stopped run can go on; then the bookmarks move.
 */
export class PartitionReader {
  readonly #walk: Walk;
  readonly #partition: Partition;
  readonly #readings: ReadonlyMap<StreamName, Reading>;
  /** Streams that read what lies below tasks. */
  readonly #descending: readonly StreamName[];
  readonly #sweepDue: boolean;
  readonly #work: RowWork;
  readonly #failed = new Set<StreamName>();
  /** By stream: when the run began that read what was left to projects, where that was not this one. */
  readonly #readSince = new Map<StreamName, string>();
  /** By stream: until when all that was left to projects has been swept, where that was not in this run. */
  readonly #sweptUntil = new Map<StreamName, string>();
  readonly #isMixed: boolean;
  /** A second look moves no bookmark: what it sees belongs to the next run as well. */
  readonly #isSecondLook: boolean;

  /**
   * @param options.isMixed whether not all projects begin at one time
   * @param options.again a second look: the streams that take it, reading what has changed since the run began
   */
  constructor(
    walk: Walk,
    partition: Partition,
    { isMixed = false, again }: { isMixed?: boolean; again?: ReadonlyMap<StreamName, Reading> } = {},
  ) {
    this.#walk = walk;
    this.#partition = partition;
    this.#isMixed = isMixed;
    this.#isSecondLook = again !== undefined;
    const { family } = walk.plan;
    const open = familyStreams(walk).filter((name) => !walk.skips.isClosed(name, partition.workspace));
    this.#readings = again ?? new Map(open.map((name) => [name, readingOfPartition(walk, name, partition.key)]));
    this.#descending = open.filter((name) => name !== 'tasks' && this.#readings.has(name));
    this.#sweepDue = again === undefined && this.#isSweepDue();
    this.#work = new RowWork(family, this.#readings, this.#descending, this.#sweepDue);
  }

  /** @throws only what ends the run */
  async read(): Promise<void> {
    await settleAll(listingsOf(this.#readings, this.#descending, this.#sweepDue).map((listing) => this.#list(listing)));
    this.#completeIf('tasks');
    await this.#descend();
    for (const name of this.#descending) this.#completeIf(name);
  }

  #isSweepDue(): boolean {
    const { state, config, startedAt } = this.#walk;
    const { archivedAt, key } = this.#partition;
    if (config.subtaskSweepHours === 0) return true;
    return this.#descending.some((name) => {
      const swept = state.of(name).swept.get(key) ?? this.#readings.get(name)?.since ?? '';
      if (!isReadSince(swept, archivedAt, config.lookbackSeconds)) return true;
      return isSweepDue(swept, asInstant(startedAt()), config.subtaskSweepHours, config.lookbackSeconds);
    });
  }

  async #list(listing: Listing): Promise<void> {
    // A list that is swept belongs to everything that lies below.
    const affected = [...new Set([...listing.streams, ...(listing.sweeps ? this.#descending : [])])];
    try {
      await this.#readScope(listing, this.#partition.params, affected[0] ?? 'tasks');
    } catch (error) {
      for (const name of affected) this.#failed.add(name);
      const owner = { kind: 'parent', workspace: this.#partition.workspace, label: labelOf(this.#partition) } as const;
      this.#walk.skips.judge(affected, owner, error);
    }
  }

  /** Reads one scope of `GET /tasks`; a project that is too large for one query is read section by section. */
  async #readScope(listing: Listing, scope: Readonly<Record<string, string>>, stream: StreamName): Promise<void> {
    const { pages, plan } = this.#walk;
    const query = {
      path: '/tasks',
      params: listing.since === '' ? scope : { ...scope, modified_since: listing.since },
      optFields: plan.fields.listing(listing.streams, this.#partition.kind, this.#isMixed),
      endpoint: '/tasks',
      stream,
      priority: Priority.list,
    };
    try {
      for await (const page of pages.read(query)) {
        for (const row of page.rows) {
          const written = this.#take(row, page.at, listing);
          if (written !== undefined) await written;
        }
      }
    } catch (error) {
      if (!(error instanceof TooManyError) || scope['project'] === undefined) throw error;
      for (const section of await sectionsOf(this.#walk, scope['project'], stream, error)) {
        await this.#readScope(listing, { section }, stream);
      }
    }
  }

  /** Writes a row where it belongs, and notes what is to be read below it. */
  #take(row: Row, at: number, listing: Listing): Promise<void> | undefined {
    const { emitter, ledger } = this.#walk;
    const gid = rowGid(row);
    if (gid === undefined) {
      // Nothing can be asked about it, so what lies below it is missing.
      this.#walk.skips.doubt(this.#descending);
      return emitter.emit('tasks', row, at);
    }
    const isAssigned = this.#partition.kind === 'assigned';
    const isSubtask = isAssigned && rowGid(row['parent']) !== undefined;
    const sinceOf = (name: StreamName) => this.#readings.get(name)?.since ?? '';
    const isMine = (name: StreamName) => !isAssigned || !isPassedOver(this.#walk, row, name, listing, sinceOf(name));
    const below = this.#descending.filter(isMine);
    if (isAssigned) this.#leave(row, below, listing.sweeps || listing.since === '');
    const changed = below.filter((name) => listing.streams.includes(name));
    const hasSubtasks = mayHaveSubtasks(row);
    this.#work.note(gid, hasSubtasks, changed, listing.sweeps && below.length > 0);
    if (hasSubtasks && this.#isShared(row)) ledger.meet(gid).isShared = true;

    const stream: StreamName = isSubtask ? 'subtasks' : 'tasks';
    if (!listing.streams.includes(stream) || !isMine(stream)) return undefined;
    const node = ledger.meet(gid);
    const bit = isSubtask ? Out.subtask : Out.task;
    if ((node.out & bit) !== 0) return undefined;
    const written = emitter.emit(stream, row, at);
    node.out |= bit;
    return written;
  }

  /** Notes what is left to projects that have it as of an earlier run. */
  #leave(row: Row, kept: readonly StreamName[], isWhole: boolean): void {
    for (const name of this.#descending) {
      if (kept.includes(name)) continue;
      keepEarlier(this.#readSince, name, readElsewhere(this.#walk, row, name));
      if (isWhole) keepEarlier(this.#sweptUntil, name, sweptElsewhere(this.#walk, row, name));
    }
  }

  /** Whether it may be met elsewhere, with more wanted of what lies below it: below its parent, in an older project. */
  #isShared(row: Row): boolean {
    return rowGid(row['parent']) !== undefined || (this.#isMixed && homesOf(row).length > 1);
  }

  async #descend(): Promise<void> {
    const order = this.#work.inOrder();
    if (order.length === 0) return;
    const { progress, headway, ledger, rowLimit } = this.#walk;
    const descent = new Descent(this.#walk, this.#partition.workspace, (name) => this.#failed.add(name));
    const front = new Front();
    const opened = { partition: this.#partition.key, progress: () => this.#progressAt(order[front.reached - 1]) };
    progress.open(opened);
    if (!this.#isSecondLook) headway.listed(this.#partition, order.length);
    // A row keeps its place until all before it are done: a run that is stopped goes on behind these, and what was done
    // beyond them is done again.
    const work = async (gid: string, index: number) => {
      const node = ledger.meet(gid);
      if (this.#work.hasSubtasks(gid)) node.hasSubtasks = true;
      try {
        await descent.visit(node, this.#work.wantOf(gid));
      } catch (error) {
        front.release();
        throw error;
      }
      headway.passed(this.#partition);
      await front.pass(index);
    };
    try {
      await inParallel(order, rowLimit.concurrency, (gid, index) => rowLimit(() => work(gid, index)));
    } finally {
      progress.close(opened);
    }
  }

  /** How far each stream is that can go on inside, when the children of all rows up to `gid` are out. */
  #progressAt(gid: string | undefined): ReadonlyMap<string, { reading: Reading; gid: string }> {
    const reached = new Map<string, { reading: Reading; gid: string }>();
    if (gid === undefined) return reached;
    for (const name of this.#descending) {
      const reading = this.#readingOf(name);
      if (reading === undefined || this.#failed.has(name) || this.#walk.plan.family.full.has(name)) continue;
      // What lies below rows that were passed over is not out: whoever went on behind them would take it for swept.
      if ((!this.#sweepDue && reading.since !== '') || this.#isSweptElsewhere(name)) continue;
      reached.set(name, { reading, gid: this.#work.isBehind(name, gid) ? (reading.after ?? gid) : gid });
    }
    return reached;
  }

  /** What a bookmark may promise: no more than those promise that something was left to. */
  #readingOf(name: StreamName): Reading | undefined {
    const reading = this.#readings.get(name);
    const since = this.#readSince.get(name);
    if (reading === undefined || since === undefined) return reading;
    return asOf(reading, since, this.#walk.startedAt(), this.#walk.config.lookbackSeconds);
  }

  /** Whether rows were left to a project that has not looked below them in this run. */
  #isSweptElsewhere(name: StreamName): boolean {
    const until = this.#sweptUntil.get(name);
    const { config, startedAt } = this.#walk;
    return until !== undefined && instantOf(until) < instantOf(bookmarkAt(startedAt(), config.lookbackSeconds));
  }

  #completeIf(name: StreamName): void {
    const reading = this.#readingOf(name);
    if (reading === undefined || this.#failed.has(name) || this.#isSecondLook) return;
    if (this.#walk.skips.isClosed(name, this.#partition.workspace)) return;
    const swept = streamRow(name).role === 'root' ? undefined : reading.since === '' || this.#sweepDue;
    this.#walk.progress.complete(name, this.#partition.key, reading, swept);
    const until = this.#sweptUntil.get(name);
    if (until !== undefined) this.#walk.progress.sweptUntil(name, this.#partition.key, until);
  }
}

function keepEarlier(moments: Map<StreamName, string>, name: StreamName, moment: string | undefined): void {
  const known = moments.get(name);
  if (moment !== undefined && (known === undefined || instantOf(moment) < instantOf(known))) moments.set(name, moment);
}
