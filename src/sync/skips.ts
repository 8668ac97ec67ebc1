import { BlockedError, ScopeError } from '../asana/errors.ts';
import { SkipError, StreamError } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import { isStreamName, streamRow } from '../streams/table.ts';
import { unreadWorkspaces } from './out-of-reach.ts';
import { Repeats } from './repeats.ts';

/** Whose list it was. */
export interface ListOwner {
  /** The account's own list ends the run, a workspace's the stream there; any other parent is passed over alone. */
  readonly kind: 'account' | 'workspace' | 'parent';
  /** Its gid; '' for the account, and where it is not known: a task that an earlier run was refused, a project of the config. */
  readonly workspace: string;
  /** For people: 'project 1201'. */
  readonly label: string;
  /** The stream whose own list it was, where other streams hang on its rows: these may have rows elsewhere, and stay open. */
  readonly list?: string;
}

/** What happened to a list that could not be read. */
export type Loss =
  /** Reported, not a failure: the run still ends with 0. */
  | 'skipped'
  /** Gone since its parent was listed. */
  | 'gone'
  /** Exit 1. */
  | 'failed';

/** Everything that was left out in a run, each named, counted and judged by the contract's table of failures. */
export class Skips {
  readonly #logger: Logger;
  readonly #skipped: (stream: string) => void;
  readonly #repeats: Repeats;
  readonly #closed = new Set<string>();
  readonly #blocked = new Set<string>();
  #failure: string | undefined;
  #failures = 0;
  readonly #failedStreams = new Set<string>();
  readonly #lossy = new Set<string>();

  /** @param skipped counts one skip of a stream */
  constructor(logger: Logger, skipped: (stream: string) => void) {
    this.#logger = logger;
    this.#repeats = new Repeats((line) => logger.warning(line));
    this.#skipped = (stream) => {
      this.#lossy.add(stream);
      skipped(stream);
    };
  }

  /**
   * Why something selected is not complete: the first reason, and how many more there are; undefined is exit 0. All of them
   * are in the log, and none but the first is kept, because there may be one for each of 100,000 tasks.
   */
  get failure(): string | undefined {
    const more = this.#failures - 1;
    return more > 0
      ? `${this.#failure} And ${more} more ${more === 1 ? 'failure' : 'failures'}, see above.`
      : this.#failure;
  }

  /** @returns whether a stream failed somewhere in this run */
  hasFailed(stream: string): boolean {
    return this.#failedStreams.has(stream);
  }

  /** @returns whether anything of a stream was left out in this run, or may have been, for whatever reason */
  hasLost(stream: string): boolean {
    return this.#lossy.has(stream) || this.#failedStreams.has(stream);
  }

  /** @returns whether a stream is out of reach in a workspace: nothing more is asked for it there */
  isClosed(stream: string, workspace: string): boolean {
    return this.isBlocked(workspace) || this.#closed.has(`${stream} ${workspace}`);
  }

  /** @returns whether a workspace has blocked the app, so that nothing of it can be read */
  isBlocked(workspace: string): boolean {
    return this.#blocked.has(workspace);
  }

  /**
   * Judges a list that could not be read.
   * @param streams those it was read for
   * @throws what ends the run: the error itself, or a FatalError for the list of workspaces
   */
  judge(streams: readonly string[], owner: ListOwner, error: unknown): Loss {
    if (owner.kind === 'account') throw unreadWorkspaces(error);
    // Where nobody knows whose it was, one workspace must not stand for all.
    if (error instanceof BlockedError && owner.workspace !== '') return this.#block(owner.workspace, error);
    if (error instanceof ScopeError || (error instanceof SkipError && owner.kind === 'workspace')) {
      const { list, workspace } = owner;
      if (list === undefined) for (const stream of streams) this.#close(stream, workspace, [stream], error);
      // What hangs on the list has no rows below it, but may have others: status updates of projects, where goals are refused.
      else this.#close(list, workspace, streams, error);
      return 'skipped';
    }
    if (error instanceof SkipError) {
      for (const stream of streams) this.#skipped(stream);
      const hint = error.status === 402 ? streams.map(needsOf).find((needs) => needs !== undefined) : undefined;
      const why = hint === undefined ? error.message : `${error.message} It needs ${hint}.`;
      const who = streams.join(', ');
      this.#repeats.tell({
        alike: `${who} ${error.status}`,
        full: `${who}: skipped ${owner.label}. ${why}`,
        further: `${who}: skipped, all answered ${error.status},`,
        label: owner.label,
      });
      return 'skipped';
    }
    if (error instanceof StreamError) {
      this.fail(streams, `${streams.join(', ')}: could not read ${owner.label}. ${error.message}`);
      return 'failed';
    }
    throw error;
  }

  /**
   * Judges the list of one task's own children, which is passed over without losing the task's partition.
   * @throws the error itself, if it ends the run
   */
  judgeChild(streams: readonly string[], owner: ListOwner, error: unknown): Loss {
    if (error instanceof SkipError && error.status === 404) {
      // Deleted since it was listed: nothing to warn about, but counted.
      for (const stream of streams) this.#skipped(stream);
      this.#logger.debug(`${streams.join(', ')}: ${owner.label} is gone.`);
      return 'gone';
    }
    return this.judge(streams, owner, error);
  }

  /** Something may be missing from these streams, without a word: their tables must not be closed. */
  doubt(streams: readonly string[]): void {
    for (const stream of streams) this.#lossy.add(stream);
  }

  /** Names what was only counted so far. To be called at the end of a run, however it came about. */
  end(): void {
    this.#repeats.end();
  }

  /** Something selected is not complete, and will be asked again in the next run. Exit 1. */
  fail(streams: readonly string[], reason: string): void {
    for (const stream of streams) this.#failedStreams.add(stream);
    this.#failure ??= reason;
    this.#failures += 1;
    this.#logger.error(reason);
  }

  #close(list: string, workspace: string, streams: readonly string[], error: SkipError): void {
    if (this.#closed.has(`${list} ${workspace}`)) return;
    this.#closed.add(`${list} ${workspace}`);
    for (const stream of streams) this.#skipped(stream);
    const others = streams.filter((stream) => stream !== list).join(', ');
    const hint =
      error instanceof ScopeError
        ? `The token lacks the scope it names.${scopeHint(list)}`
        : `It needs ${needsOf(list) ?? 'a plan or permission that this token has not'}.`;
    const state = workspace === '' ? 'not available' : `not available in workspace ${workspace}`;
    const said = `${state}. ${error.message} ${hint}`;
    const also = others === '' ? '' : ` What lies below is left out of ${others}, too.`;
    const isWanted = streams.includes(list);
    this.#logger.stream(list).warning(isWanted ? `${list}: ${said}${also}` : `${others}: ${list} are ${said}`);
  }

  #block(workspace: string, error: BlockedError): Loss {
    if (!this.#blocked.has(workspace)) {
      this.#blocked.add(workspace);
      this.#skipped('workspaces');
      this.#logger.warning(`Workspace ${workspace} is skipped: it has blocked this app. ${error.message}`);
    }
    return 'skipped';
  }
}

/** @returns the plan or permission a stream needs, as its row says */
function needsOf(stream: string): string | undefined {
  return isStreamName(stream) ? streamRow(stream).needs : undefined;
}

/** For streams that no scope covers: adding scopes to the token will not help. */
function scopeHint(stream: string): string {
  return isStreamName(stream) && streamRow(stream).scope === undefined
    ? ' No OAuth scope covers this stream: it takes full permissions, or a personal access token.'
    : '';
}
