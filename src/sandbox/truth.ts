import { furtherLists } from './further-lists.ts';
import { FURTHER_STREAMS, type FurtherName } from './further-streams.ts';
import type { Opening } from './http/opened.ts';
import { includes } from './http/route.ts';
import { lazyRecord } from './lazy-record.ts';
import { type Scope, type ScopeOptions, scopeOf } from './scope.ts';
import type { Kind } from './world/gid.ts';
import { portfoliosOf } from './world/reader.ts';

/** The ten streams that are read unless something else is asked for. */
export const TRUTH_STREAMS = [
  'workspaces',
  'users',
  'teams',
  'projects',
  'sections',
  'tags',
  'portfolios',
  'tasks',
  'subtasks',
  'stories',
] as const;

type CoreName = (typeof TRUTH_STREAMS)[number];

/** Every stream there is a truth about. */
export const ALL_STREAMS: readonly (CoreName | FurtherName)[] = [...TRUTH_STREAMS, ...FURTHER_STREAMS];

/**
 * The keys each stream should end with, in no order to rely on: gids, or `parent|gid` where a row is told apart by its parent
 * as well. The ten streams are as the world was then; the others are worked out when they are first asked for.
 */
export type Truth = Readonly<Record<CoreName | FurtherName, readonly string[]>>;

/** What a full read by a reader ends with now, with what the plan refuses left out. */
export function truth(opening: Opening, options: ScopeOptions = {}): Truth {
  const scope = scopeOf(opening.world, opening.reader, options);
  const core = new Map<string, string[]>(TRUTH_STREAMS.map((stream) => [stream, coreOf(stream, opening, scope)]));
  return lazyRecord(ALL_STREAMS, (stream) => core.get(stream) ?? further(stream as FurtherName, opening, scope));
}

function further(stream: FurtherName, opening: Opening, scope: Scope): string[] {
  return [...new Set(furtherLists(stream, opening, scope).flatMap(({ rows }) => rows))];
}

/** One of the ten streams: its lists are those of the scope. */
function coreOf(stream: CoreName, { world, reader, plan }: Opening, scope: Scope): string[] {
  const { lists } = world;
  const gids = (kind: Kind, indices: Iterable<number>) => Array.from(indices, (index) => world.gid(kind, index));
  const below = (parents: Iterable<number>, list: (parent: number) => ArrayLike<number>) =>
    new Set([...parents].flatMap((parent) => Array.from(list(parent))));
  const { workspaces } = scope;
  switch (stream) {
    case 'workspaces':
      return gids('workspace', workspaces);
    case 'users':
      return gids(
        'user',
        below(workspaces, (index) => lists.workspaceUsers.ids(index)),
      );
    case 'teams':
      return gids(
        'team',
        below(workspaces, (index) => (world.workspaces.get(index).organization ? lists.workspaceTeams.ids(index) : [])),
      );
    case 'projects':
      return gids('project', scope.projects);
    case 'sections':
      return gids(
        'section',
        below(scope.entered, (index) => lists.projectSections.ids(index)),
      );
    case 'tags':
      return gids(
        'tag',
        below(workspaces, (index) => lists.workspaceTags.ids(index)),
      );
    case 'portfolios':
      return gids(
        'portfolio',
        includes(plan, 'paid') ? below(workspaces, (index) => portfoliosOf(world, index, reader)) : [],
      );
    case 'tasks':
      return gids('task', scope.tasks);
    case 'subtasks':
      return gids('task', scope.subtasks);
    case 'stories':
      return gids(
        'story',
        below(new Set([...scope.tasks, ...scope.subtasks]), (task) => lists.taskStories.ids(task)),
      );
  }
}
