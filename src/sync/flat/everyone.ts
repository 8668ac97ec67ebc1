import { InvalidError } from '../../asana/errors.ts';
import { gidOf, rowGid } from '../../asana/gid.ts';
import { SkipError } from '../../errors.ts';
import { isStreamName, streamRow } from '../../streams/table.ts';
import type { Walk } from '../walk.ts';
import { type FlatHooks, listOwner, readFlat, readRows } from './flat.ts';
import type { FlatStream } from './flat-plan.ts';
import type { Parent } from './parents.ts';

/** What only a person is told: their list has to have an owner. Anything else may have come to a service account too. */
const NO_OWNER = /answered 400: .*\bowner\b/s;

/**
 * Lists of which Asana shows people their own part, and a service account everything (portfolios: specification, GET
 * /portfolios). Which of the two the token is, only a request can tell: the list of everything is refused to a person. It is
 * made once a run at most, and only where something speaks for a service account: a stream is selected that only they can
 * read, the token owns nothing here, or the owner is none of the people of the workspace, or may be none since these could
 * not be listed. Whoever signed in by OAuth is a person.
 */
export class Everyone {
  readonly #walk: Walk;
  /** Whether it is asked before one's own rows are. */
  readonly #isLikely: boolean;
  /** Whether the token is a service account's, once it was asked. */
  #answer: Promise<boolean> | undefined;

  constructor(walk: Walk) {
    const { config, plan } = walk;
    this.#walk = walk;
    this.#isLikely = [...plan.selection.keys()].some((name) => isStreamName(name) && streamRow(name).serviceAccounts);
    if (config.credentials.kind !== 'token') this.#answer = Promise.resolve(false);
  }

  /**
   * Reads a list of an organization: everybody's rows if the token may see them, otherwise its own.
   * @param people gids of the workspace's people, once they are listed: none if nobody wants them, undefined if they could not be
   * @throws what ends the run
   */
  async read(
    stream: FlatStream,
    parent: Parent,
    people: Promise<readonly string[] | undefined>,
    hooks: FlatHooks,
  ): Promise<void> {
    const list = streamRow(stream.name).everyone ?? stream.source.list;
    const all = { ...stream, source: { ...stream.source, list } };
    if ((this.#isLikely || this.#answer !== undefined) && (await this.#readAll(all, parent, hooks))) return;
    const own = new Set<string>();
    const owners = new Set<string>();
    const each: FlatHooks['each'] = (row, gid) => {
      const owner = rowGid(row['owner']);
      if (owner !== undefined) owners.add(owner);
      own.add(gid);
      hooks.each?.(row, gid);
    };
    if (!(await readFlat(this.#walk, stream, parent, { ...hooks, each }))) return;
    const listed = await people;
    const known = new Set(listed);
    const isStranger = known.size > 0 && [...owners].some((owner) => !known.has(owner));
    if (own.size === 0 || isStranger || listed === undefined) await this.#readAll(all, parent, without(own, hooks));
  }

  /** @returns whether the token is a service account's: then the list was read, or what it was not is reported */
  async #readAll(all: FlatStream, parent: Parent, hooks: FlatHooks): Promise<boolean> {
    if (this.#answer === undefined) {
      this.#answer = this.#try(all, parent, hooks);
      return this.#answer;
    }
    const isOne = await this.#answer;
    if (isOne) await readFlat(this.#walk, all, parent, hooks);
    return isOne;
  }

  async #try(all: FlatStream, parent: Parent, hooks: FlatHooks): Promise<boolean> {
    try {
      await readRows(this.#walk, all, parent, hooks);
    } catch (error) {
      if (isRefusal(error)) {
        if (!NO_OWNER.test(error.message)) this.#walk.skips.doubt(all.readFor);
        return false;
      }
      // Not known: then it is not known either whether everything has come out.
      this.#walk.skips.judge(all.readFor, listOwner(all, parent), error);
    }
    return true;
  }
}

/** @returns whether this is the answer to a person who asks for everything; whatever else it was says nothing about the token */
export function isRefusal(error: unknown): error is InvalidError | SkipError {
  return error instanceof InvalidError || error instanceof SkipError;
}

/** Hooks for a list that holds rows which are out already. */
function without(known: ReadonlySet<string>, hooks: FlatHooks): FlatHooks {
  return {
    ...hooks,
    filter: (row) => !known.has(gidOf(row)) && (hooks.filter?.(row) ?? true),
    each: (row, gid) => {
      if (!known.has(gid)) hooks.each?.(row, gid);
    },
  };
}
