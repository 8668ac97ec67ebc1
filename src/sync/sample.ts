import { Priority } from '../asana/pacer.ts';
import { Pages, type Row, rowGid } from '../asana/pages.ts';
import { fill, pathSegment } from '../asana/query.ts';
import { FatalError } from '../errors.ts';
import type { ParentKind } from '../streams/define.ts';
import { isStreamName, type StreamName, streamRow } from '../streams/table.ts';
import { createEmitter } from './create-emitter.ts';
import type { Emitter } from './emitter.ts';
import { makePlan, type Plan, streamFields } from './plan.ts';
import { createClient, type RunContext, type RunResult } from './run.ts';
import { type ListOwner, Skips } from './skips.ts';
import { Start } from './start.ts';

/** A row and the moment it was read, epoch ms. */
interface Read {
  readonly row: Row;
  readonly at: number;
}

/** How many parents are looked under for a stream (contract, `--test`). */
const MOST_PARENTS = 10;

/**
 * Reads one record of each selected stream: whether the token reaches what is selected. Writes SCHEMAs and RECORDs, no
 * STATE, since nothing is complete; says which streams had nothing.
 * @throws what ended it early: StoppedError, ReaderLeftError, AuthError, FatalError
 */
export async function sample(context: RunContext): Promise<RunResult> {
  const { selection, writer, logger, metrics } = context;
  for (const stream of selection.values()) await writer.schema(stream);
  const skips = new Skips(logger, (stream) => metrics.count('skipped_count', { stream }));
  const sampler = new Sampler(context, skips);
  const empty: string[] = [];
  for (const name of [...selection.keys()].filter(isStreamName)) {
    if (!(await sampler.write(name))) empty.push(name);
  }
  await writer.flush();
  if (empty.length > 0) logger.warning(`test: found no record of ${empty.join(', ')}`);
  return { failures: skips.failures, hasFailed: (stream) => skips.hasFailed(stream) };
}

class Sampler {
  readonly #context: RunContext;
  readonly #skips: Skips;
  readonly #plan: Plan;
  readonly #pages: Pages;
  readonly #emitter: Emitter;
  readonly #found = new Map<StreamName, readonly Read[]>();

  constructor(context: RunContext, skips: Skips) {
    const { clock, config, logger, selection, signal } = context;
    this.#context = context;
    this.#skips = skips;
    this.#plan = makePlan(selection, config);
    this.#emitter = createEmitter(context);
    // One request at a time: there is nothing else to end when one finds out that the run is over.
    this.#pages = new Pages(
      createClient(context, new Start(clock, logger), signal, () => {}),
      config.pageSize,
    );
  }

  /** @returns whether there was a record to write */
  async write(name: StreamName): Promise<boolean> {
    const [first] = await this.#rows(name);
    if (first === undefined) return false;
    await this.#emitter.emit(name, await this.#filled(name, first.row), first.at);
    return true;
  }

  /** The first rows of a stream, read once, for their own sake and as parents. */
  async #rows(name: StreamName): Promise<readonly Read[]> {
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const rows: Read[] = [];
    for (const parent of (await this.#parents(name)).slice(0, MOST_PARENTS)) {
      rows.push(...(await this.#firstPage(name, parent)));
      if (this.#isEnough(name, rows)) break;
    }
    this.#found.set(name, rows);
    return rows;
  }

  #isEnough(name: StreamName, rows: readonly Read[]): boolean {
    const needsParents = name === 'tasks' && this.#context.selection.has('subtasks');
    return needsParents ? rows.some(hasSubtasks) : rows.length > 0;
  }

  /** @returns gids to list a stream under; `['']` for the account */
  async #parents(name: StreamName): Promise<readonly string[]> {
    const { projects } = this.#context.config;
    const kind = streamRow(name).parent;
    switch (kind) {
      case 'account':
        return [''];
      case 'workspace':
        return (await this.#workspaces()).map(gidOf);
      case 'organization':
        return (await this.#workspaces()).filter(({ row }) => row['is_organization'] === true).map(gidOf);
      case 'project':
        return projects.length > 0 ? projects : (await this.#rows('projects')).map(gidOf);
      case 'team':
        return (await this.#rows('teams')).map(gidOf);
      case 'portfolio':
        return (await this.#rows('portfolios')).map(gidOf);
      case 'task':
        return (await this.#rows('tasks')).filter((read) => name !== 'subtasks' || hasSubtasks(read)).map(gidOf);
    }
  }

  async #workspaces(): Promise<readonly Read[]> {
    const { workspaces } = this.#context.config;
    const reached = await this.#rows('workspaces');
    const wanted = reached.filter((read) => workspaces.length === 0 || workspaces.includes(gidOf(read)));
    if (wanted.length === 0) throw new FatalError('The token reaches none of the workspaces that are wanted.');
    return wanted;
  }

  async #firstPage(name: StreamName, parent: string): Promise<readonly Read[]> {
    const { list } = streamRow(name);
    if (parent !== '' && pathSegment(parent) === undefined) return [];
    const owner = ownerOf(streamRow(name).parent, parent);
    if (this.#skips.isClosed(name, owner.workspace)) return [];
    const query = { ...fill(list, parent), optFields: this.#fields(name), endpoint: list.path, stream: name };
    try {
      for await (const { rows, at } of this.#pages.read({ ...query, priority: Priority.list })) {
        return rows.map((row) => ({ row, at }));
      }
    } catch (error) {
      this.#skips.judge([name], owner, error);
    }
    return [];
  }

  #fields(name: StreamName): readonly string[] {
    const { config, selection } = this.#context;
    const flat = this.#plan.flat.find((stream) => stream.name === name);
    return (
      flat?.optFields ?? streamFields(name, selection, config, ['gid', ...(name === 'tasks' ? ['num_subtasks'] : [])])
    );
  }

  /** Adds the property that has a list of its own, as far as its first page goes. */
  async #filled(name: StreamName, row: Row): Promise<Row> {
    const inline = this.#plan.flat.find((stream) => stream.name === name)?.inline;
    const template = streamRow(name).inline;
    const gid = rowGid(row);
    if (inline === undefined || template === undefined || gid === undefined) return row;
    const query = { ...fill(template, gid), optFields: inline.optFields, endpoint: template.path, stream: name };
    try {
      for await (const { rows } of this.#pages.read({ ...query, priority: Priority.child })) {
        return { ...row, [inline.property]: rows };
      }
      return { ...row, [inline.property]: [] };
    } catch (error) {
      this.#skips.judge(
        [name],
        { kind: 'parent', workspace: '', label: `the ${inline.label} of ${name} ${gid}` },
        error,
      );
      return row;
    }
  }
}

function ownerOf(kind: ParentKind, parent: string): ListOwner {
  const isWorkspace = kind === 'account' || kind === 'workspace' || kind === 'organization';
  if (isWorkspace) return { kind: 'workspace', workspace: parent, label: `workspace ${parent}` };
  return { kind: 'parent', workspace: '', label: `${kind} ${parent}` };
}

function gidOf({ row }: Read): string {
  return rowGid(row) ?? '';
}

function hasSubtasks({ row }: Read): boolean {
  return Number(row['num_subtasks']) > 0;
}
