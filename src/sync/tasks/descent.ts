import { rowGid } from '../../asana/gid.ts';
import { Priority } from '../../asana/pace/pacer.ts';
import { fill } from '../../asana/query.ts';
import { asInstant } from '../../json/instant.ts';
import { type Bookmark, refuse } from '../../singer/bookmark.ts';
import { type StreamName, streamRow } from '../../streams/table.ts';
import { inParallel } from '../concurrent.ts';
import { type Held, type Node, Out } from '../ledger.ts';
import type { Walk } from '../walk.ts';
import { mayHaveSubtasks } from './has-subtasks.ts';
import { EVERYTHING, instantOf, NOTHING } from './reading.ts';
import { childrenLeft, childrenOut, descends, isCovered, type Want, wantedBelow, wantedBit, wantOf } from './want.ts';

/** More refused tasks than this are not remembered (contract, 'Failures'): their partition stays open instead. */
const MOST_REFUSED = 1000;

/** Reads the children of tasks, and their subtasks with theirs, each once a run. */
export class Descent {
  readonly #walk: Walk;
  readonly #workspace: string;
  readonly #failed: (stream: StreamName) => void;
  readonly #settles: boolean;

  /**
   * @param failed called when a stream is not complete in this partition, so that its bookmark must not move
   * @param settles whether this is for a partition that has what lies below, so that assigned lists may leave it there
   */
  constructor(walk: Walk, workspace: string, failed: (stream: StreamName) => void, settles = true) {
    this.#walk = walk;
    this.#workspace = workspace;
    this.#failed = failed;
    this.#settles = settles;
  }

  /**
   * Sees to it that what is wanted of a task and below it is written: does it, or waits for whoever is at it. Nobody
   * who is waited for waits: a task is let go before what lies below it is looked at, so that tasks that were
   * moved below each other meanwhile cannot lock two partitions.
   * @param met what was met so far below the same row. Where tasks lie below several others, as circles and moves can make
   *   it look, there are more ways down to a task than can be followed; what is wanted of it is the same on each.
   * @returns one bit for each stream that misses something of it or below it (`wantedBelow`)
   * @throws what ends the run
   */
  async visit(node: Node, want: Want, met?: Set<Node>): Promise<number> {
    let lost = 0;
    while (lost === 0 && !isCovered(node, want)) {
      if (node.busy !== undefined) await node.busy;
      else lost = await this.#work(node, want);
    }
    if (node.isRefused) this.#widen(node, want);
    if (!descends(want) || node.kids.length === 0) return lost;
    const known = met ?? new Set([node]);
    const kids = node.kids.filter((kid) => known.size < known.add(kid).size);
    const wanted = wantedBelow(want);
    // Whether another way down has all that is wanted of the others is not known here.
    if (kids.length < node.kids.length) lost |= wanted;
    await inParallel(kids, this.#walk.config.maxConcurrentRequests, async (kid) => {
      const missing = await this.visit(kid, wantOf(kid, want), known);
      if (this.#settles) kid.settled |= wanted & ~missing;
      lost |= missing;
    });
    return lost;
  }

  /** @returns the streams that miss something of it, as `visit` does; what failed has been reported and would only fail again */
  async #work(node: Node, want: Want): Promise<number> {
    let release = () => {};
    node.busy = new Promise((resolve) => {
      release = resolve;
    });
    try {
      let lost = 0;
      const left = childrenLeft(node, want);
      for (const [index, name] of this.#walk.plan.family.children.entries()) {
        const bit = 1 << index;
        if ((left & bit) === 0) continue;
        const from = want.cut[index] ?? EVERYTHING;
        const to = (node.childrenDone & bit) === 0 ? NOTHING : (node.childrenFrom[index] ?? NOTHING);
        const missing = await this.#attempt(name, node, want, () => this.#readChildren(name, node, from, to));
        lost |= missing;
        if (missing === 0) childrenOut(node, want, index);
      }
      const isListed = node.listedFrom !== undefined && node.listedFrom <= want.subtasks;
      if (node.hasSubtasks && descends(want) && !isListed) {
        const read = () =>
          node.held === undefined ? this.#readSubtasks(node, want.subtasks) : this.#writeHeld(node, want.subtasks);
        const missing = await this.#attempt('subtasks', node, want, read);
        lost |= missing;
        if (missing === 0) node.listedFrom = want.subtasks;
      }
      return lost;
    } finally {
      node.busy = undefined;
      release();
    }
  }

  /** @returns 0 where the list counts as read: it was, or there is nothing to be had. Else the streams that miss it, as `visit` does */
  async #attempt(name: StreamName, node: Node, want: Want, read: () => Promise<void>): Promise<number> {
    const { skips, plan } = this.#walk;
    const workspace = this.#workspace;
    const losers = name === 'subtasks' ? this.#below : [name];
    if (skips.isClosed(name, workspace)) return this.#miss(losers);
    try {
      await read();
      return 0;
    } catch (error) {
      // Where it is not selected itself, a list of subtasks is the loss of what lies below them.
      const told = plan.selection.has(name) ? [name] : losers;
      const owner = { kind: 'parent', workspace, label: `${name} of task ${node.gid}`, list: name } as const;
      const loss = skips.judgeChild(told, owner, error);
      if (loss === 'gone') return 0;
      if (loss === 'skipped' && !skips.isClosed(name, workspace) && this.#remember(losers, node, want)) return 0;
      return this.#miss(losers);
    }
  }

  #miss(streams: readonly StreamName[]): number {
    streams.forEach(this.#failed);
    return streams.reduce((bits, name) => bits | wantedBit(this.#walk.plan.family, name), 0);
  }

  /**
   * A refused task is asked again in each run, so that its partition can be completed without it. Each stream that misses
   * something remembers it for itself: the next run may have only one of them selected.
   */
  #remember(streams: readonly StreamName[], node: Node, want: Want): boolean {
    const { state } = this.#walk;
    const isFull = ({ refused }: Bookmark) => !refused.has(node.gid) && refused.size >= MOST_REFUSED;
    if (streams.some((name) => isFull(state.of(name)))) return false;
    for (const name of streams) this.#owe(name, node, want);
    node.isRefused = true;
    return true;
  }

  /** It was refused to somebody who wants less of it than this partition, which has come too late to be refused itself. */
  #widen(node: Node, want: Want): void {
    for (const name of this.#below) if (this.#walk.state.of(name).refused.has(node.gid)) this.#owe(name, node, want);
  }

  /** A stream is owed what is wanted of a refused task: all, or what came since the `start_date` where it begins there. */
  #owe(name: StreamName, { gid }: Node, want: Want): void {
    const { config, state } = this.#walk;
    const bookmark = state.of(name);
    const from = this.#wantedFrom(name, want);
    const isOwed = bookmark.refused.has(gid) && from >= instantOf(bookmark.cut.get(gid) ?? '');
    if (!isOwed) refuse(bookmark, gid, from >= this.#start ? (config.startDate ?? '') : '');
  }

  /** What a list of subtasks is read for. */
  get #below(): readonly StreamName[] {
    const { children, subtasks } = this.#walk.plan.family;
    return subtasks ? ['subtasks', ...children] : children;
  }

  /** @returns what of a stream is wanted of a task and below it: what came from then on, epoch ms */
  #wantedFrom(name: StreamName, want: Want): number {
    if (name === 'subtasks') return want.subtasks;
    const index = this.#walk.plan.family.children.indexOf(name);
    const isWanted = (want.children & (1 << index)) !== 0 || (want.below[index] ?? NOTHING) < NOTHING;
    return isWanted ? (want.cut[index] ?? EVERYTHING) : NOTHING;
  }

  /** `start_date`, epoch ms; NaN, before and after which nothing is, without one. */
  get #start(): number {
    return asInstant(this.#walk.config.startDate ?? '');
  }

  /**
   * @param from what was created before does not come out, epoch ms
   * @param to nor does what was created from then on: it is out
   */
  async #readChildren(name: StreamName, node: Node, from: number, to: number): Promise<void> {
    const { emitter, pages, plan } = this.#walk;
    const row = streamRow(name);
    const seen = node.partial?.get(name) ?? new Set<string>();
    const cutOff: string[] = [];
    const { path, params } = fill(row.list, node.gid);
    const query = { path, params, optFields: plan.fields.child(name), endpoint: row.list.path, stream: name };
    try {
      for await (const page of pages.read({ ...query, priority: Priority.child }, seen)) {
        for (const child of page.rows) {
          if (from !== EVERYTHING && asInstant(child['created_at']) < from) {
            cutOff.push(rowGid(child) ?? '');
            continue;
          }
          if (to !== NOTHING && !(asInstant(child['created_at']) < to)) continue;
          const written = emitter.emit(name, child, page.at);
          if (written !== undefined) await written;
        }
      }
    } catch (error) {
      node.partial ??= new Map();
      node.partial.set(name, seen);
      throw error;
    } finally {
      // They are not out: whoever wants more than this partition did is to have them.
      for (const gid of cutOff) seen.delete(gid);
    }
  }

  /** @param from the threshold of rows that come out, epoch ms */
  async #readSubtasks(node: Node, from: number): Promise<void> {
    const { emitter, ledger, pages, plan } = this.#walk;
    const { list } = streamRow('subtasks');
    const { path, params } = fill(list, node.gid);
    const kids: Node[] = [];
    const held: Held[] = [];
    // A subtask may be in a project or an assigned list as well. Judged before the first page: if it became shared while
    // its list is read, the rows before that would not be held.
    const keeps = node.isShared || node.isSubtask;
    const query = { path, params, optFields: plan.fields.subtasks(), endpoint: list.path, stream: 'subtasks' };
    for await (const page of pages.read({ ...query, priority: Priority.child })) {
      for (const row of page.rows) {
        const gid = rowGid(row);
        if (gid === undefined) {
          this.#walk.skips.doubt(this.#below);
          await emitter.emit('subtasks', row, page.at);
          continue;
        }
        const kid = ledger.meet(gid);
        const modified = asInstant(row['modified_at']);
        kid.modified = Number.isNaN(modified) ? Number.POSITIVE_INFINITY : modified;
        kid.hasSubtasks ||= mayHaveSubtasks(row);
        kid.isSubtask = true;
        kids.push(kid);
        if (!plan.family.subtasks || (kid.out & Out.subtask) !== 0) continue;
        if (kid.modified < from) {
          if (keeps) held.push({ kid, row, at: page.at });
          continue;
        }
        const written = emitter.emit('subtasks', row, page.at);
        kid.out |= Out.subtask;
        if (written !== undefined) await written;
      }
    }
    node.kids = kids;
    if (keeps && ledger.hold(held.length)) node.held = held;
  }

  /** Its list was read for somebody who wanted less: what was left then comes out now. */
  async #writeHeld(node: Node, from: number): Promise<void> {
    for (const { kid, row, at } of node.held ?? []) {
      if (kid.modified < from || (kid.out & Out.subtask) !== 0) continue;
      const written = this.#walk.emitter.emit('subtasks', row, at);
      kid.out |= Out.subtask;
      await written;
    }
  }
}
