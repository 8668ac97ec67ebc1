import type { Change } from '../../src/sandbox/edit/change.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { Selection } from '../../src/singer/selection.ts';
import type { Fetch } from '../support/fetch.ts';
import { Harness, type Outcome, type SyncOptions, selectionOf } from '../support/harness.ts';

/** Tasks and what hangs on them, and nothing else. */
export const FAMILY = ['tasks', 'subtasks', 'stories'] as const;

type Json = Record<string, unknown>;

/** What an incremental stream's bookmark looks like in a STATE. */
export interface Place {
  readonly [key: string]: unknown;
  readonly partitions: Readonly<Record<string, string>>;
  readonly open?: Readonly<Record<string, string>>;
  readonly swept?: Readonly<Record<string, string>>;
  readonly refused?: readonly string[];
}

/** A world with projects (one section each) and a user, in which a test puts exactly the tasks it is about. */
export class SmallWorld extends Harness {
  constructor(options: SandboxOptions = {}) {
    const empty = { users: 1, teams: 0, projects: 1, sectionsPerProject: 1, tasks: 0, subtasks: 0, customFields: 0 };
    const none = { tags: 0, portfolios: 0, archivedProjects: 0, privateProjects: 0, teamlessProjects: 0 };
    super({ ...options, sizes: { ...empty, ...none, ...options.sizes } });
  }

  gid(kind: Parameters<Harness['sandbox']['world']['gid']>[0], index = 0): string {
    return this.sandbox.world.gid(kind, index);
  }

  /** The partition of what is assigned to a user in the first workspace. */
  assigned(user = 0): string {
    return `${this.gid('workspace')}/${this.gid('user', user)}`;
  }

  edit(change: Change): string {
    return this.sandbox.edit(change).gid;
  }

  /** A new task in these projects. */
  task(...projects: number[]): string {
    return this.edit({ type: 'add-task', projects: projects.map((index) => `project:${index}`) });
  }

  /** A new task that is in no project. */
  assignedTask(user = 0): string {
    return this.edit({ type: 'add-task', assignee: `user:${user}`, workspace: 'workspace:0' });
  }

  subtask(parent: string): string {
    return this.edit({ type: 'add-task', parent });
  }

  story(task: string): string {
    return this.edit({ type: 'add-story', task });
  }

  /** An hour on, the tap runs; the family's streams unless told otherwise. */
  async next(options: SyncOptions = {}): Promise<Outcome> {
    this.later();
    return this.sync({ ...options, selection: options.selection ?? selected(options.streams ?? FAMILY) });
  }
}

const selections = new Map<string, Selection>();

/** A selection of whole streams, made once. */
function selected(streams: readonly string[]): Selection {
  const selection = selections.get(streams.join()) ?? selectionOf(streams);
  selections.set(streams.join(), selection);
  return selection;
}

interface Entry {
  readonly tap_stream_id: string;
  readonly metadata: { readonly breadcrumb: readonly string[]; readonly metadata: Json }[];
}

/**
 * A selection as a catalog makes it that says more.
 * @param said metadata by stream and property; '' is the stream itself
 */
export function selectionWith(streams: readonly string[], said: Record<string, Record<string, Json>>): Selection {
  return selectionOf(streams, (catalog) => {
    for (const { tap_stream_id: id, metadata } of catalog['streams'] as Entry[]) {
      for (const entry of metadata) Object.assign(entry.metadata, said[id]?.[entry.breadcrumb.at(-1) ?? '']);
    }
  });
}

/** The last state of a run. */
export function stateOf(outcome: Outcome): Json {
  const state = outcome.states.at(-1);
  if (state === undefined) throw new Error('no STATE');
  return state;
}

/** The bookmark of an incremental stream in the last state of a run. */
export function placeOf(outcome: Outcome, stream: string): Place {
  return (stateOf(outcome)['bookmarks'] as Record<string, Place>)[stream] as Place;
}

/** The requests of a run, as `/tasks?project=1201`: the path and those of its parameters that say what is read. */
export function asked(outcome: Outcome, path = ''): string[] {
  return outcome.requests
    .map((request) => {
      const { limit, opt_fields, offset, ...said } = request.query;
      const query = Object.entries(said).map(([name, value]) => `${name}=${value}`);
      return `${request.path.replace('/api/1.0', '')}${query.length === 0 ? '' : `?${query.join('&')}`}`;
    })
    .filter((request) => request.includes(path));
}

/** Does something just before each request that fits is sent, told how many of them there were. */
export function beforeRequest(fits: (url: URL) => boolean, action: (nth: number, url: URL) => void) {
  let seen = 0;
  return (fetch: Fetch): Fetch =>
    (input, init) => {
      const url = new URL(String(input));
      if (fits(url)) {
        seen += 1;
        action(seen, url);
      }
      return fetch(input, init);
    };
}

/** Requests that fit are answered with this status. */
export function answering(status: number, fits: (url: URL) => boolean) {
  return (send: Fetch): Fetch =>
    async (url, init) =>
      fits(new URL(url)) ? new Response('{}', { status }) : await send(url, init);
}

/** Answers to requests whose path fits have something else in each row. */
export function patchRows(fits: RegExp, set: Json) {
  return (fetch: Fetch): Fetch =>
    async (input, init) => {
      const answer = await fetch(input, init);
      if (!fits.test(new URL(String(input)).pathname)) return answer;
      const body = (await answer.json()) as { data: Json[] };
      const data = body.data.map((row) => ({ ...row, ...set }));
      return new Response(JSON.stringify({ ...body, data }), { status: answer.status, headers: answer.headers });
    };
}

/** The lines of the log at a level. */
export function logged(outcome: Outcome, level: 'WARNING' | 'ERROR'): string[] {
  return outcome.log.split('\n').filter((line) => line.startsWith(level));
}
