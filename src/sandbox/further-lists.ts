import type { Node } from './fields/node.ts';
import { parseOptFields } from './fields/opt-fields.ts';
import { createPick, type Json } from './fields/pick.ts';
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

/** A row of a full read, whose list it was in, and its key. */
interface Found {
  readonly key: string;
  readonly parent: string;
  readonly node: Node;
}

/**
 * Every list that a full read of a stream asks for and is given; those that are refused (a plan, a service account's, a
 * project that may not be read) are left out. The keys are gids, or `parent|gid` where a row has no key without its parent.
 */
export function furtherLists(stream: FurtherName, opening: Opening, scope: Scope): FurtherList[] {
  return listsOf(stream, opening, scope).map(({ parent, rows }) => ({ parent, rows: rows.map(({ key }) => key) }));
}

/**
 * The rows that a full read of a stream ends with, by their keys, and whose lists they were in.
 * @param fields what is shown of them, as in `opt_fields`
 */
export function furtherRows(
  stream: FurtherName,
  fields: string,
  opening: Opening,
  scope: Scope,
): ReadonlyMap<string, { readonly parent: string; readonly row: Json }> {
  const found = listsOf(stream, opening, scope).flatMap(({ rows }) => rows);
  const pick = createPick();
  const selection = parseOptFields(fields);
  return new Map(found.map(({ key, parent, node }) => [key, { parent, row: pick(node, selection, 'full') }]));
}

function listsOf(stream: FurtherName, opening: Opening, scope: Scope): { parent: string; rows: Found[] }[] {
  const goals = stream === 'goals' ? [] : goalsIn(opening, scope);
  const further: FurtherStream = FURTHER[stream];
  const read: Reading = { ...opening, scope, goals };
  const keyOf = further.key ?? ((gid: string) => gid);
  return further.asks(read).flatMap(({ parent, path, query = {} }) => {
    const nodes = given(() => nodesOf(read, path, query, further.inline));
    const found = (node: Node): Found => ({ key: keyOf(String(node.read('gid')), parent), parent, node });
    return nodes === null ? [] : [{ parent, rows: nodes.map(found) }];
  });
}

function nodesOf(
  read: Reading,
  path: string,
  query: Readonly<Record<string, string>>,
  inline: string | undefined,
): Node[] {
  const { route, call } = openRoute(read, path, new Map(Object.entries(query)));
  if (route.one !== undefined) {
    const node = route.one(call);
    return inline === undefined ? [node] : Array.from(nodesIn(node.read(inline)));
  }
  const listing = route.list?.(call);
  if (listing === undefined) return [];
  const kept = Array.from(listing.members.ids).filter((id) => listing.keep?.(id) ?? true);
  return kept.map((id) => listing.show(id));
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
