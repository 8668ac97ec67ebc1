import type { Node, Value } from './fields/node.ts';
import type { Opening } from './http/opened.ts';
import type { Scope } from './scope.ts';
import type { Kind } from './world/gid.ts';
import { portfoliosOf } from './world/reader.ts';
import { briefOf } from './world/work-rows.ts';

/** One request of a full read, page by page if it is a list. */
export interface Ask {
  /** The gid it is asked for: of a parent, or `workspace/user`. */
  readonly parent: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** How a full read comes by the rows of a stream. */
export interface FurtherStream {
  asks(read: Reading): readonly Ask[];
  /** What makes a row's key of its own gid and its parent's; default its gid. */
  readonly key?: (gid: string, parent: string) => string;
  /** The rows come inside the object that is asked for, in this field: no request of their own. */
  readonly inline?: string;
}

/** What the requests are worked out from. */
export interface Reading extends Opening {
  readonly scope: Scope;
  /** Goals that are listed, by index. */
  readonly goals: readonly number[];
}

type Parents = 'workspace' | 'project' | 'wanted' | 'task' | 'portfolio' | 'goal' | 'team';

const KIND_OF: Readonly<Record<Parents, Kind>> = {
  workspace: 'workspace',
  project: 'project',
  wanted: 'project',
  task: 'task',
  portfolio: 'portfolio',
  goal: 'goal',
  team: 'team',
};

function parentsOf({ world, reader, scope, goals }: Reading, kind: Parents): Iterable<number> {
  switch (kind) {
    case 'workspace':
      return scope.workspaces;
    case 'project':
      return scope.entered;
    case 'wanted':
      return scope.wanted;
    case 'task':
      return new Set([...scope.tasks, ...scope.subtasks]);
    case 'portfolio':
      return scope.workspaces.flatMap((index) => portfoliosOf(world, index, reader));
    case 'goal':
      return goals;
    case 'team':
      return scope.workspaces
        .filter((index) => world.workspaces.get(index).organization)
        .flatMap((index) => Array.from(world.lists.workspaceTeams.ids(index)));
  }
}

/** Asks once for each parent of some kinds; `{}` in the path or a parameter is its gid. */
function per(kinds: Parents | readonly Parents[], path: string, query: Readonly<Record<string, string>> = {}) {
  return (read: Reading): Ask[] =>
    [kinds].flat().flatMap((kind) =>
      Array.from(parentsOf(read, kind), (index) => {
        const parent = read.world.gid(KIND_OF[kind], index);
        const filled = Object.entries(query).map(([name, value]) => [name, value.replace('{}', parent)] as const);
        return { parent, path: path.replace('{}', parent), query: Object.fromEntries(filled) };
      }),
    );
}

/** Asks once for each user of each workspace. */
function perUser(ask: (workspace: string, user: string) => Omit<Ask, 'parent'>) {
  return ({ world, scope }: Reading): Ask[] =>
    scope.workspaces.flatMap((workspace) =>
      Array.from(world.lists.workspaceUsers.ids(workspace), (user) => {
        const [w, u] = [world.gid('workspace', workspace), world.gid('user', user)];
        return { parent: `${w}/${u}`, ...ask(w, u) };
      }),
    );
}

/** Those projects say which brief they have: one request for each that has any. */
function briefs({ world, scope }: Reading): Ask[] {
  return scope.entered.flatMap((project) => {
    const brief = briefOf(project);
    if (brief === null || !world.work.briefs.has(brief)) return [];
    return [{ parent: world.gid('project', project), path: `/project_briefs/${world.gid('project_brief', brief)}` }];
  });
}

/** Rows that are told apart by their parent as well. */
const withParent = (gid: string, parent: string): string => `${parent}|${gid}`;

const settings = 'custom_field_settings';

/** Every stream beside the ten of `TRUTH_STREAMS`. */
export const FURTHER = {
  attachments: { asks: per(['project', 'task'], '/attachments', { parent: '{}' }) },
  project_statuses: { asks: per('project', '/projects/{}/project_statuses') },
  status_updates: { asks: per(['project', 'portfolio', 'goal'], '/status_updates', { parent: '{}' }) },
  project_briefs: { asks: briefs },
  project_task_counts: { asks: per('project', '/projects/{}/task_counts'), key: (_, parent) => parent },
  project_templates: { asks: per('workspace', '/project_templates', { workspace: '{}' }) },
  task_templates: { asks: per('project', '/task_templates', { project: '{}' }) },
  custom_types: { asks: per('project', '/custom_types', { project: '{}' }), key: withParent },
  portfolio_items: { asks: per('portfolio', '/portfolios/{}/items'), key: withParent },
  project_portfolio_settings: { asks: per('portfolio', '/portfolios/{}/project_portfolio_settings') },
  team_memberships: { asks: per('team', '/team_memberships', { team: '{}' }) },
  workspace_memberships: { asks: per('workspace', '/workspaces/{}/workspace_memberships') },
  project_memberships: { asks: per('project', '/memberships', { parent: '{}' }) },
  portfolio_memberships: { asks: per('portfolio', '/memberships', { parent: '{}' }) },
  goal_memberships: { asks: per('goal', '/memberships', { parent: '{}' }) },
  user_task_lists: {
    asks: perUser((workspace, user) => ({ path: `/users/${user}/user_task_list`, query: { workspace } })),
  },
  ooo_entries: { asks: perUser((workspace, user) => ({ path: '/ooo_entries', query: { user, workspace } })) },
  roles: { asks: per('workspace', '/roles', { workspace: '{}' }) },
  custom_fields: { asks: per('workspace', '/workspaces/{}/custom_fields') },
  // A project that is listed shows its settings, even if nothing in it may be read.
  project_custom_field_settings: { asks: per('wanted', '/projects/{}'), inline: settings },
  portfolio_custom_field_settings: { asks: per('portfolio', '/portfolios/{}'), inline: settings },
  goal_custom_field_settings: { asks: per('goal', '/goals/{}'), inline: settings },
  team_custom_field_settings: { asks: per('team', '/teams/{}'), inline: settings },
  goals: { asks: per('workspace', '/goals', { workspace: '{}' }) },
  goal_relationships: { asks: per('goal', '/goal_relationships', { supported_goal: '{}' }) },
  goal_stories: { asks: per('goal', '/goals/{}/stories') },
  time_periods: { asks: per('workspace', '/time_periods', { workspace: '{}' }) },
  time_tracking_entries: {
    asks: per('workspace', '/time_tracking_entries', { workspace: '{}', entered_on_start_date: '1970-01-01' }),
  },
  time_tracking_categories: {
    asks: (read) => [
      ...per('workspace', '/time_tracking_categories', { workspace: '{}' })(read),
      ...per('workspace', '/time_tracking_categories', { workspace: '{}', is_archived: 'true' })(read),
    ],
  },
  timesheet_approval_statuses: { asks: per('workspace', '/timesheet_approval_statuses', { workspace: '{}' }) },
  allocations: { asks: per('workspace', '/allocations', { workspace: '{}' }) },
  budgets: { asks: per('project', '/budgets', { parent: '{}' }) },
  rates: { asks: per('project', '/rates', { parent: '{}' }) },
  audit_log_events: { asks: per('workspace', '/workspaces/{}/audit_log_events') },
} satisfies Record<string, FurtherStream>;

export type FurtherName = keyof typeof FURTHER;

/** The names of all streams beside the ten of `TRUTH_STREAMS`. */
export const FURTHER_STREAMS = Object.keys(FURTHER) as readonly FurtherName[];

/** The objects a field holds. */
export function nodesIn(value: Value): readonly Node[] {
  return Array.isArray(value) ? (value as readonly Node[]) : [];
}
