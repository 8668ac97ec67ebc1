import type { Route } from '../../src/sandbox/http/route.ts';
import { ROUTES } from '../../src/sandbox/http/routes.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Kind } from '../../src/sandbox/world/gid.ts';
import { storeOf } from '../../src/sandbox/world/world.ts';
import { templateOf } from './specification.ts';

/** An answer of the sandbox. */
export interface Crawled {
  readonly template: string;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly data?: unknown;
    readonly next_page?: { readonly offset: string } | null;
    readonly errors?: readonly { readonly message: string }[];
  };
}

/** A route with the path it has in the specification. */
export interface Served {
  readonly route: Route;
  readonly template: string;
}

const NOW = Date.parse('2026-11-20T08:00:00.000Z');

/** Somebody who may see all there is, and has tasks, portfolios and the like: no service account has. */
const TOKEN = 'somebody';

/** One object of every kind of everything, and more than a page of some. */
export const EVERYTHING: SandboxOptions = {
  quota: null,
  plan: 'enterprise',
  tokens: { [TOKEN]: { user: 0, serviceAccount: true } },
  latencyMs: 0,
  clock: () => NOW,
  sizes: { projects: 12, tasks: 300, users: 60, portfolios: 40, subtasks: 60, placedSubtasks: 10, storiesPerTask: 6 },
};

/** The header of whoever may see it. */
export const BEARER: Record<string, string> = { authorization: `Bearer ${TOKEN}` };

const MOST_PARENTS = 120;

/** Opens a sandbox and asks it in process. */
export class Crawler {
  readonly sandbox: Sandbox;

  constructor(options: SandboxOptions = {}) {
    this.sandbox = createSandbox({ ...EVERYTHING, ...options });
  }

  /** Every way to ask a route, of at most 120 parents, with its scope: path and query. */
  targets({ route }: Served, ...parts: readonly string[]): string[] {
    const scopes = this.scopes(route);
    return this.paths(route, MOST_PARENTS).flatMap((path) => scopes.map((scope) => target(path, scope, ...parts)));
  }

  /** @param target path and query, below the API's base */
  get(target: string, headers: Record<string, string> = BEARER): Crawled {
    const answer = this.sandbox.handle({ method: 'GET', url: `/api/1.0${target}`, headers });
    if (answer.kind !== 'answer') throw new Error(`${target}: ${answer.kind} instead of an answer`);
    const template = templateOf(target.split('?')[0] ?? '') ?? `not in the specification: ${target}`;
    const { status, headers: answered, body } = answer;
    return { template, target, status, headers: answered, body: JSON.parse(body) as Crawled['body'] };
  }

  /** The paths of a route for the first objects of the kind it takes; one path for a route that takes none. */
  paths({ path }: Route, most = MOST_PARENTS): string[] {
    const kind = kindIn(path);
    if (kind === undefined) return [path];
    return this.gids(kind, most).map((gid) => path.replace(`{${kind}}`, gid));
  }

  /** The gids of the first objects of a kind. */
  gids(kind: Kind, most: number): string[] {
    const { world } = this.sandbox;
    const end = storeOf(world, kind)?.end() ?? 0;
    return Array.from({ length: Math.min(end, most) }, (_, index) => world.gid(kind, index));
  }

  /** The parameters without which a list is refused, in each way there is to give them; one empty way for most. */
  scopes({ path }: Route): string[] {
    const first = (kind: Kind) => this.gids(kind, 1)[0] ?? '';
    const workspace = `workspace=${first('workspace')}`;
    switch (path) {
      case '/tasks': {
        const projects = this.gids('project', 12).map((gid) => `project=${gid}`);
        const section = `section=${first('section')}`;
        return [...projects, section, `tag=${first('tag')}`, `${workspace}&assignee=me`];
      }
      case '/users':
        return [workspace, `team=${first('team')}`];
      case '/projects':
        return [workspace, `team=${first('team')}`, `${workspace}&archived=true`];
      case '/tags':
      case '/users/{user}/user_task_list':
      case '/project_templates':
      case '/roles':
      case '/goals':
      case '/time_periods':
      case '/timesheet_approval_statuses':
      case '/allocations':
        return [workspace];
      case '/time_tracking_categories':
        return [workspace, `${workspace}&is_archived=true`];
      case '/time_tracking_entries':
        return [`${workspace}&entered_on_start_date=2000-01-01`];
      case '/team_memberships':
        return [`team=${first('team')}`];
      case '/ooo_entries':
        return this.gids('user', MOST_PARENTS).map((gid) => `user=${gid}&${workspace}`);
      case '/attachments':
        return this.each('parent', 'task', 'project', 'project_brief');
      case '/status_updates':
      case '/memberships':
        return this.each('parent', 'project', 'portfolio', 'goal');
      case '/budgets':
      case '/rates':
        return this.each('parent', 'project');
      case '/task_templates':
      case '/custom_types':
        return this.each('project', 'project');
      case '/goal_relationships':
        return this.each('supported_goal', 'goal');
      case '/portfolios':
        return [`${workspace}&owner=me`];
      default:
        return [''];
    }
  }

  /** A parameter that names an object, once for each of the first of some kinds. */
  private each(parameter: string, ...kinds: readonly Kind[]): string[] {
    return kinds.flatMap((kind) => this.gids(kind, MOST_PARENTS).map((gid) => `${parameter}=${gid}`));
  }
}

/** The kind of object in a route's path. */
export function kindIn(path: string): Kind | undefined {
  return /\{(\w+)\}/.exec(path)?.[1] as Kind | undefined;
}

/** Every route of the sandbox. */
export const SERVED: readonly Served[] = ROUTES.map((route) => ({
  route,
  template: templateOf(route.path.replace(/\{\w+\}/, '1')) ?? '',
}));

/** Whether a route is a list in pages. */
export function isPaged({ list, unpaged }: Route): boolean {
  return list !== undefined && unpaged !== true;
}

/** Path and query, of parts that may be empty. */
export function target(path: string, ...parts: readonly string[]): string {
  const query = parts.filter((part) => part !== '').join('&');
  return query === '' ? path : `${path}?${query}`;
}
