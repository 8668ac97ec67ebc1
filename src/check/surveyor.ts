import { BlockedError } from '../asana/errors.ts';
import { gidOf } from '../asana/gid.ts';
import { Priority } from '../asana/pace/pacer.ts';
import type { ListQuery, Pages, Row } from '../asana/pages.ts';
import { fill } from '../asana/query.ts';
import type { Config } from '../config/config.ts';
import type { Source } from '../streams/define.ts';
import { type StreamName, streamNames, streamRow } from '../streams/table.ts';
import { sinceParams } from '../sync/flat/dated.ts';
import { isRefusal } from '../sync/flat/everyone.ts';
import type { Plan } from '../sync/plan.ts';
import { both, type ListSurvey, refusal } from './list-survey.ts';

/** What a workspace was found to hold. */
export interface WorkspaceSurvey {
  readonly gid: string;
  readonly name: string;
  readonly isOrganization: boolean;
  /** Nothing of it can be read: it has blocked this app. */
  readonly isBlocked: boolean;
  readonly lists: ReadonlyMap<StreamName, ListSurvey>;
}

/**
 * Lists are counted so far, and no further, but for projects that are named; those that are read by date, of which there
 * may be years, a page.
 */
const MOST_PAGES = 10;

/** What a plan has or has not, one stream for each: asked for whether it is selected or not. */
const FEATURES = streamNames.filter((name, index) => isFeature(name) && firstNeeding(name) === index);

function isFeature(name: StreamName): boolean {
  const { parent, needs, bounds, serviceAccounts } = streamRow(name);
  return parent === 'workspace' && needs !== undefined && bounds === undefined && serviceAccounts !== true;
}

function firstNeeding(name: StreamName): number {
  return streamNames.findIndex((each) => isFeature(each) && streamRow(each).needs === streamRow(name).needs);
}

/** Counts what the lists of workspaces hold, one workspace after the other. */
export class Surveyor {
  readonly #pages: Pages;
  readonly #plan: Plan;
  readonly #pageSize: number;
  readonly #wanted: ReadonlySet<string>;
  readonly #withArchived: boolean;
  /** Whoever signed in by OAuth is one; others, once they were refused what service accounts are shown. */
  #isPerson: boolean;
  /** The gids of the projects that a run reads in. */
  readonly projects: string[] = [];
  /** Those that are wanted and listed. */
  readonly reached = new Set<string>();
  archived = 0;

  constructor(pages: Pages, plan: Plan, config: Config) {
    this.#pages = pages;
    this.#plan = plan;
    this.#pageSize = config.pageSize;
    this.#wanted = new Set(config.projects);
    this.#withArchived = config.includeArchivedProjects;
    this.#isPerson = config.credentials.kind !== 'token';
  }

  async workspace(row: Row): Promise<WorkspaceSurvey> {
    const gid = gidOf(row);
    const isOrganization = row['is_organization'] === true;
    const lists = new Map<StreamName, ListSurvey>();
    let isBlocked = false;
    for (const [name, source] of this.#sources(isOrganization)) {
      try {
        const own = await this.#count(name, source, gid);
        const isOwnAll = own.count > 0 || !isOrganization || streamRow(name).everyone === undefined;
        lists.set(name, both(lists.get(name), isOwnAll ? own : await this.#everyones(name, gid)));
      } catch (error) {
        if (error instanceof BlockedError) isBlocked = true;
        if (isBlocked) break;
        lists.set(name, refusal(error));
      }
    }
    return { gid, name: plainText(row['name']), isOrganization, isBlocked, lists };
  }

  /** What the run will ask of a workspace, and what tells its plan. */
  #sources(isOrganization: boolean): (readonly [StreamName, Source])[] {
    const sources: (readonly [StreamName, Source])[] = [];
    for (const { name, source } of this.#plan.flat) {
      const isOwn = source.parent === 'workspace' || (source.parent === 'organization' && isOrganization);
      if (isOwn) sources.push([name, source]);
    }
    const known = new Set(sources.map(([name]) => name));
    for (const name of FEATURES) if (!known.has(name)) sources.push([name, streamRow(name)]);
    return sources;
  }

  /** What a service account is shown though it owns nothing (sync/flat/everyone.ts): to a person it is refused. */
  async #everyones(name: StreamName, workspace: string): Promise<ListSurvey> {
    const { everyone, parent } = streamRow(name);
    const nothing = { count: 0, isMore: false };
    if (everyone === undefined || this.#isPerson) return nothing;
    try {
      return await this.#count(name, { parent, list: everyone }, workspace);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#isPerson = true;
      return nothing;
    }
  }

  async #count(name: StreamName, source: Source, workspace: string): Promise<ListSurvey> {
    const isProjects = name === 'projects';
    const mostPages = streamRow(name).bounds === undefined ? MOST_PAGES : 1;
    let [count, read] = [0, 0];
    for await (const { rows } of this.#pages.read(
      query(name, source, workspace, isProjects ? ['archived', 'gid'] : ['gid']),
    )) {
      count += rows.length;
      read += 1;
      if (isProjects) this.#notice(rows);
      // Whoever names projects wants to hear of those; what was not looked for is not out of reach.
      if (read >= mostPages && !(isProjects && this.#isSeeking))
        return { count, isMore: rows.length === this.#pageSize };
    }
    return { count, isMore: false };
  }

  get #isSeeking(): boolean {
    return [...this.#wanted].some((gid) => !this.reached.has(gid));
  }

  #notice(rows: readonly Row[]): void {
    const chosen = rows.filter((row) => this.#wanted.size === 0 || this.#wanted.has(gidOf(row)));
    const archived = chosen.filter((row) => row['archived'] === true);
    this.archived += archived.length;
    for (const row of chosen) {
      this.reached.add(gidOf(row));
      if (this.#withArchived || !archived.includes(row)) this.projects.push(gidOf(row));
    }
  }
}

/** @returns a list as it is counted: the whole of it, with as few columns as can be */
export function query(stream: StreamName, { list }: Source, parent: string, fields: readonly string[]): ListQuery {
  const { path, params: own } = fill(list, parent, parent);
  const params = { ...own, ...sinceParams(streamRow(stream).bounds) };
  const shape = list.shape === 'object' ? undefined : list.shape;
  return { path, params, optFields: fields, endpoint: list.path, stream, priority: Priority.list, shape };
}

/** @returns a name; '' for whatever else comes in its place */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
