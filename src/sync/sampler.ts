import { gidOf } from '../asana/gid.ts';
import { Priority } from '../asana/pace/pacer.ts';
import { type ListQuery, type Page, Pages, type Row } from '../asana/pages.ts';
import { fill } from '../asana/query.ts';
import { isObject } from '../json/is-object.ts';
import { type ListRequest, type Source, sourcesOf } from '../streams/define.ts';
import { parentStream, type StreamName, streamRow } from '../streams/table.ts';
import { createClient } from './create-client.ts';
import { createEmitter } from './create-emitter.ts';
import type { Emitter } from './emitter.ts';
import { sinceParams } from './flat/dated.ts';
import { isRefusal } from './flat/everyone.ts';
import { underColumns } from './flat/flat-plan.ts';
import { inlineList, itemOf } from './flat/inline.ts';
import { account, ownerOf, type Parent, parentOf, withParent, workspaceParent } from './flat/parents.ts';
import { wantsWorkspace } from './flat/workspaces.ts';
import { isOutOfReach, noneReached, noWorkspace } from './out-of-reach.ts';
import { makePlan, type Plan } from './plan.ts';
import type { RunContext } from './run-context.ts';
import type { Skips } from './skips.ts';
import { Start } from './start.ts';
import { streamFields } from './stream-fields.ts';
import { mayHaveSubtasks } from './tasks/has-subtasks.ts';

/** A row and the moment it was read (epoch ms). */
interface Dated {
  readonly row: Row;
  readonly at: number;
}

/** A row, when it was read, and what it was listed under. */
interface Read extends Dated {
  readonly parent: Parent;
}

/** A parent to look under, and its own row if it was read. */
interface Place {
  readonly parent: Parent;
  readonly own?: Read;
}

/** How many parents are looked under for a stream (contract, 'Command line'). */
const MOST_PARENTS = 10;

/** Finds one record of each stream with few requests: the first rows of its list, under the first parents that have some. */
export class Sampler {
  readonly #context: RunContext;
  readonly #skips: Skips;
  readonly #plan: Plan;
  readonly #pages: Pages;
  readonly #emitter: Emitter;
  readonly #found = new Map<StreamName, readonly Read[]>();
  /** By gid of a parent: true once a list below it was answered, false while each was out of reach. */
  readonly #reached = new Map<string, boolean>();

  constructor(context: RunContext, skips: Skips) {
    const { clock, config, logger, selection, signal } = context;
    this.#context = context;
    this.#skips = skips;
    this.#plan = makePlan(selection, config);
    this.#emitter = createEmitter(context, skips);
    // One request at a time: there is nothing else to end when one finds out that the run is over.
    const client = createClient(context, new Start(clock, logger), signal, () => {});
    this.#pages = new Pages(client, context.config.pageSize);
  }

  /** @returns whether there was a record to write */
  async write(name: StreamName): Promise<boolean> {
    const [first] = await (name === 'workspaces' ? this.#workspaces() : this.#rows(name));
    if (first === undefined) return false;
    await this.#emitter.emit(name, await this.#filled(name, first), first.at);
    return true;
  }

  /**
   * The projects of the config are looked under without being listed first.
   * @throws FatalError where each of them turned out to be out of reach, as a sync does
   */
  assertProjectsReached(): void {
    const { projects } = this.#context.config;
    const isMissed = projects.length > 0 && projects.every((gid) => this.#reached.get(gid) === false);
    if (isMissed) throw noneReached('projects');
  }

  /** The first rows of a stream, read once, for their own sake and as parents. */
  async #rows(name: StreamName): Promise<readonly Read[]> {
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const rows: Read[] = [];
    for (const source of sourcesOf(streamRow(name))) {
      if (this.#isEnough(name, rows)) break;
      const under = underColumns(name, source.parent, this.#context.selection);
      for (const place of (await this.#places(name, source)).slice(0, MOST_PARENTS)) {
        const { parent } = place;
        const read = await this.#firstPage(name, source, place);
        for (const { row, at } of read) rows.push({ row: withParent(row, under, parent), at, parent });
        if (this.#isEnough(name, rows)) break;
      }
    }
    if (rows.length === 0) for (const row of await this.#everyones(name)) rows.push(row);
    this.#found.set(name, rows);
    return rows;
  }

  /** What a service account is shown though it owns nothing (everyone.ts). */
  async #everyones(name: StreamName): Promise<readonly Read[]> {
    const { everyone } = streamRow(name);
    if (everyone === undefined || this.#context.config.credentials.kind !== 'token') return [];
    const own = (await this.#workspaces()).find(isOrganization);
    if (own === undefined || this.#skips.isClosed(name, gidOf(own.row))) return [];
    const { parent } = workspacePlace(own);
    try {
      const read = await this.#read(name, everyone, parent.gid, parent);
      return read.map(({ row, at }) => ({ row, at, parent }));
    } catch (error) {
      if (isRefusal(error)) return [];
      this.#skips.judge([name], ownerOf(parent), error);
      return [];
    }
  }

  #isEnough(name: StreamName, rows: readonly Read[]): boolean {
    if (name === 'tasks' && this.#context.selection.has('subtasks')) return rows.some(hasSubtasks);
    return name === 'projects' ? rows.some((read) => this.#wantsProject(read)) : rows.length > 0;
  }

  #wantsProject({ row }: Dated): boolean {
    const { projects } = this.#context.config;
    return projects.length === 0 || projects.includes(gidOf(row));
  }

  /** What to look under. */
  async #places(name: StreamName, source: Source): Promise<readonly Place[]> {
    const { parent: kind, via } = source;
    if (kind === 'account') return [{ parent: account }];
    if (kind === 'workspace') return (await this.#workspaces()).map(workspacePlace);
    if (kind === 'organization') return (await this.#workspaces()).filter(isOrganization).map(workspacePlace);
    const { projects } = this.#context.config;
    const needsRow = via !== undefined || source.from !== undefined;
    if (kind === 'project' && projects.length > 0 && !needsRow)
      return projects.map((gid) => ({ parent: { kind, gid, workspace: '', links: {} } }));
    const stream = parentStream(kind);
    const rows = stream === undefined ? [] : await this.#rows(stream);
    return rows
      .filter((read) => name !== 'subtasks' || hasSubtasks(read))
      .filter((read) => kind !== 'project' || this.#wantsProject(read))
      .map((own) => ({
        own,
        parent: parentOf(kind, own.row, gidOf(own.row), own.parent.workspace, via === undefined ? [] : [via]),
      }))
      .filter(({ parent }) => via === undefined || parent.links[via] !== undefined);
  }

  async #workspaces(): Promise<readonly Read[]> {
    const { config } = this.#context;
    const reached = await this.#rows('workspaces');
    const wanted = reached.filter((read) => wantsWorkspace(config, gidOf(read.row)));
    if (wanted.length === 0) throw noWorkspace(config);
    return wanted;
  }

  async #firstPage(name: StreamName, source: Source, { parent, own }: Place): Promise<readonly Dated[]> {
    const { list, via, from } = source;
    if (from !== undefined) return own === undefined ? [] : inside(own, from);
    const gid = via === undefined ? parent.gid : (parent.links[via] ?? '');
    if (this.#skips.isClosed(name, parent.workspace)) return [];
    try {
      const rows = await this.#read(name, list, gid, parent);
      this.#reached.set(parent.gid, true);
      return rows;
    } catch (error) {
      this.#skips.judge([name], ownerOf(parent), error);
      if (isOutOfReach(error)) this.#reached.set(parent.gid, this.#reached.get(parent.gid) ?? false);
      return [];
    }
  }

  /** @throws what the client throws */
  async #read(name: StreamName, list: ListRequest, gid: string, parent: Parent): Promise<Dated[]> {
    const { path, params } = fill(list, gid, parent.workspace);
    const query = {
      path,
      params: { ...params, ...sinceParams(streamRow(name).bounds, this.#context.config.startDate) },
      optFields: this.#fields(name),
      endpoint: list.path,
      stream: name,
      priority: Priority.list,
    };
    if (list.shape === 'object') return datedRows(await this.#pages.one(query));
    const paged: ListQuery = { ...query, shape: list.shape };
    const rows: Dated[] = [];
    for await (const page of this.#pages.read(paged)) {
      for (const row of datedRows(page)) rows.push(row);
      // A workspace or project that the config names may be on any page.
      const isSought = name === 'projects' && !rows.some((read) => this.#wantsProject(read));
      if (name !== 'workspaces' && !isSought) break;
    }
    return rows;
  }

  #fields(name: StreamName): readonly string[] {
    const { config, selection } = this.#context;
    const flat = this.#plan.flat.find((stream) => stream.name === name);
    return (
      flat?.optFields ?? streamFields(name, selection, config, ['gid', ...(name === 'tasks' ? ['num_subtasks'] : [])])
    );
  }

  /** Adds the property that has a list of its own, as far as its first page goes. */
  async #filled(name: StreamName, { row, parent }: Read): Promise<Row> {
    const stream = this.#plan.flat.find((each) => each.name === name);
    const list = stream?.inline && inlineList(stream, stream.inline, row, parent.workspace);
    if (stream?.inline === undefined || list === undefined) return row;
    const { inline } = stream;
    try {
      for await (const { rows } of this.#pages.read(list.query())) {
        return { ...row, [inline.property]: rows.map((item) => itemOf(inline, item)) };
      }
      return { ...row, [inline.property]: [] };
    } catch (error) {
      this.#skips.judge([name], list.owner, error);
      return row;
    }
  }
}

function workspacePlace(own: Read): Place {
  return { own, parent: workspaceParent(gidOf(own.row)) };
}

function isOrganization({ row }: Read): boolean {
  return row['is_organization'] === true;
}

function inside({ row, at }: Read, from: string): Dated[] {
  const items: readonly unknown[] = Array.isArray(row[from]) ? row[from] : [];
  return items.filter(isObject).map((item) => ({ row: item, at }));
}

function datedRows({ rows, at }: Page): Dated[] {
  return rows.map((row) => ({ row, at }));
}

function hasSubtasks({ row }: Read): boolean {
  return mayHaveSubtasks(row);
}
