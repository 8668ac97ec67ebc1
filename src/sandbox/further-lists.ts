import { FURTHER, type FurtherName, type FurtherStream, nodesIn, type Reading } from './further-streams.ts';
import { type Opening, openRoute } from './http/opened.ts';
import { Refusal } from './http/refusal.ts';
import type { Scope } from './scope.ts';

/** One list of a full read: whose it is, and the keys of its rows. An object that is asked for alone is a list of one. */
export interface FurtherList {
  /** The gid of the parent, or `workspace/user`. */
  readonly parent: string;
  readonly rows: readonly string[];
}

/**
 * Every list that a full read of a stream asks for and is given; those that are refused (a plan, a service account's, a
 * project that may not be read) are left out. The keys are gids, or `parent|gid` where a row has no key without its parent.
 */
export function furtherLists(stream: FurtherName, opening: Opening, scope: Scope): FurtherList[] {
  const goals = stream === 'goals' ? [] : goalsIn(opening, scope);
  return listsOf(FURTHER[stream], { ...opening, scope, goals });
}

function listsOf(stream: FurtherStream, read: Reading): FurtherList[] {
  const keyOf = stream.key ?? ((gid: string) => gid);
  return stream.asks(read).flatMap(({ parent, path, query = {} }) => {
    const gids = given(() => gidsOf(read, path, query, stream.inline));
    return gids === null ? [] : [{ parent, rows: gids.map((gid) => keyOf(gid, parent)) }];
  });
}

function gidsOf(
  read: Reading,
  path: string,
  query: Readonly<Record<string, string>>,
  inline: string | undefined,
): string[] {
  const { route, call } = openRoute(read, path, new Map(Object.entries(query)));
  if (route.one !== undefined) {
    const node = route.one(call);
    return (inline === undefined ? [node] : nodesIn(node.read(inline))).map((each) => String(each.read('gid')));
  }
  const listing = route.list?.(call);
  if (listing === undefined) return [];
  const kept = Array.from(listing.members.ids).filter((id) => listing.keep?.(id) ?? true);
  return kept.map((id) => String(listing.show(id).read('gid')));
}

/** What an answer holds, or null where the API refuses to give it. */
function given<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** The goals of the workspaces, by index; none where the plan has none. */
function goalsIn(opening: Opening, scope: Scope): number[] {
  const { world } = opening;
  return scope.workspaces
    .filter((index) =>
      given(() => openRoute(opening, '/goals', new Map([['workspace', world.gid('workspace', index)]]))),
    )
    .flatMap((index) => Array.from(world.goals.lists.workspaceGoals.ids(index)));
}
