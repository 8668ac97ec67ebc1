import { gidOf } from '../asana/gid.ts';
import { Priority } from '../asana/pace/pacer.ts';
import { Pages } from '../asana/pages.ts';
import { encodeQuery } from '../asana/query.ts';
import { SkipError } from '../errors.ts';
import { isObject } from '../json/is-object.ts';
import { streamRow } from '../streams/table.ts';
import { createClient } from '../sync/create-client.ts';
import { wantsWorkspace } from '../sync/flat/workspaces.ts';
import { unreadWorkspaces } from '../sync/out-of-reach.ts';
import type { Plan } from '../sync/plan.ts';
import type { ClientContext } from '../sync/run-context.ts';
import { Start } from '../sync/start.ts';
import { hasFailed } from './list-survey.ts';
import { type ProjectSample, sampleProjects } from './sample-projects.ts';
import { plainText, query, Surveyor, type WorkspaceSurvey } from './surveyor.ts';

/** What a handful of requests tells about what a token reaches. */
export interface Survey {
  /** Who the token is; undefined where it may not say. */
  readonly me: { readonly name: string; readonly email: string } | undefined;
  /** Those that are wanted and were looked at. */
  readonly workspaces: readonly WorkspaceSurvey[];
  /** Those that are wanted and were not looked at, to keep it a handful. */
  readonly passedOver: number;
  /** Gids in the config that the token does not reach; projects only where something selected needs them. */
  readonly unreached: {
    readonly workspaces: readonly string[];
    readonly projects: readonly string[];
    /** These projects may be in a list that was not read, or could not be. */
    readonly isUnsure: boolean;
  };
  /** How many projects a run reads in. */
  readonly projects: number;
  /** There are more of them, or may be: not all lists were read to their end. */
  readonly isMoreProjects: boolean;
  readonly archived: number;
  readonly samples: readonly ProjectSample[];
}

/** Every further workspace costs as much as the first. */
const MOST_WORKSPACES = 5;

/**
 * Asks for the first of everything.
 * @throws what means that nothing can be read: AuthError, FatalError, StoppedError
 */
export async function surveyAccount(context: ClientContext, plan: Plan): Promise<Survey> {
  const { clock, config, logger, signal } = context;
  const client = createClient(context, new Start(clock, logger), signal, () => {});
  const pages = new Pages(client, context.config.pageSize);
  const me = await client
    .get({
      path: '/users/me',
      query: encodeQuery({ opt_fields: 'email,name' }),
      endpoint: '/users/me',
      stream: 'users',
      priority: Priority.list,
    })
    .then(({ body }) => person(body['data']))
    .catch((error: unknown) => {
      // A token with single permissions may lack the one for people, and work all the same.
      if (error instanceof SkipError) return undefined;
      throw error;
    });
  const found = await pages
    .all(query('workspaces', streamRow('workspaces'), '', ['gid', 'is_organization', 'name']))
    .catch((error: unknown) => {
      throw unreadWorkspaces(error);
    });
  const wanted = found.filter((row) => wantsWorkspace(config, gidOf(row)));
  const surveyor = new Surveyor(pages, plan, config);
  const workspaces: WorkspaceSurvey[] = [];
  for (const row of wanted.slice(0, MOST_WORKSPACES)) workspaces.push(await surveyor.workspace(row));
  const { projects, archived } = surveyor;
  const reached = new Set(found.map(gidOf));
  const passedOver = wanted.length - workspaces.length;
  return {
    me,
    workspaces,
    passedOver,
    unreached: {
      workspaces: config.workspaces.filter((gid) => !reached.has(gid)),
      projects: plan.needsProjects ? config.projects.filter((gid) => !surveyor.reached.has(gid)) : [],
      isUnsure: passedOver > 0 || workspaces.some(({ lists }) => hasFailed(lists.get('projects'))),
    },
    projects: projects.length,
    isMoreProjects:
      config.projects.length === 0 &&
      (passedOver > 0 || workspaces.some(({ lists }) => lists.get('projects')?.isMore === true)),
    archived,
    samples: plan.family.tasks || plan.family.descends ? await sampleProjects(pages, client, projects, context) : [],
  };
}

function person(data: unknown): Survey['me'] {
  const { name, email }: Record<string, unknown> = isObject(data) ? data : {};
  const shown = plainText(name);
  return shown === '' ? undefined : { name: shown, email: plainText(email) };
}
