import type { Node } from '../fields/node.ts';
import type { Selection } from '../fields/opt-fields.ts';
import { createPick, type Json } from '../fields/pick.ts';
import type { Ranked } from '../world/lists.ts';
import type { ParsedRequest } from './messages.ts';
import { type OffsetTokens, START } from './offset-token.ts';
import { badRequest } from './refusal.ts';

/** A list as a route hands it over: members in rank order, those to keep, and how to show one. */
export interface Listing {
  readonly members: Ranked;
  keep?(id: number): boolean;
  show(id: number): Node;
  /**
   * The list goes on for ever: once there were rows, each page has a next one, whose offset does not expire ("we will continue
   * to send `next_page` on subsequent requests even when there are no more events", specification, audit log).
   */
  readonly endless?: boolean;
}

/** A list without the members that fail a test. */
export function only(listing: Listing, test: (id: number) => boolean): Listing {
  return { ...listing, keep: (id) => (listing.keep?.(id) ?? true) && test(id) };
}

/** What paging needs to know besides the list. */
export interface PageOptions {
  readonly request: ParsedRequest;
  /** The API's path, without the base: what `next_page.path` begins with. */
  readonly route: string;
  /** The base of `next_page.uri`, `http://127.0.0.1:8080/api/1.0`. */
  readonly base: string;
  /** Who asks: a token belongs to one user. */
  readonly user: number;
  readonly now: number;
  readonly tokens: OffsetTokens;
  readonly selection: Selection | null;
  /** Lists longer than this end in an error, whatever the page size; null for no such end. */
  readonly truncateAfter: number | null;
  /** Answer no rows and the next page's offset: an empty page that does not end its list. */
  readonly empty?: boolean;
}

const UNPAGED_ROWS = 1000;

/** "The list of events will always be paginated. The default limit is 1000 events" (specification, audit log). */
const ENDLESS_LIMIT = 1000;

/**
 * One page of a list. `next_page` is there only when `limit` was given, and null at the end (schema NextPage). Paging goes
 * by rank: rows that come, go or move meanwhile may be missed or seen twice, all others come exactly once. Throws a 400
 * Refusal for a bad limit or offset, and for more than 1,000 rows without a limit ("The result is too large", seen live).
 */
export function pageOf(listing: Listing, options: PageOptions): { data: Json[]; next_page?: Json } {
  const { query } = options.request;
  const { endless = false } = listing;
  const limit = readLimit(query.get('limit')) ?? (endless ? ENDLESS_LIMIT : null);
  const offset = query.get('offset');
  const key = queryKey(options);
  const asOf = endless ? Number.NEGATIVE_INFINITY : options.now;
  const border = offset === undefined ? { rank: null, rows: 0 } : options.tokens.read(offset, key, asOf);
  if (options.empty === true && limit !== null) {
    const again = options.tokens.make(
      border.rank === null ? START : { ...border, rank: border.rank },
      key,
      options.now,
    );
    return { data: [], next_page: nextPage(options, again) };
  }
  const found = collect(listing, border.rank, limit ?? UNPAGED_ROWS);
  if (limit === null && found.more) {
    throw badRequest('The result is too large. You should use pagination (may require specifying a workspace)!');
  }
  const rows = border.rows + found.ids.length;
  if (
    options.truncateAfter !== null &&
    (rows > options.truncateAfter || (rows === options.truncateAfter && found.more))
  ) {
    // Asana docs, errors: very large results "may have their results truncated even when you use pagination"; the last page is a 400.
    throw badRequest('The result is too large and was truncated. Please narrow the query.');
  }
  const pick = createPick();
  const data = found.ids.map((id) => pick(listing.show(id), options.selection, 'compact'));
  if (limit === null) return { data };
  const rank = found.ids.length > 0 ? found.rank : border.rank;
  if (rank === null || !(found.more || endless)) return { data, next_page: null };
  return { data, next_page: nextPage(options, options.tokens.make({ rank, rows }, key, options.now)) };
}

/** The whole of a list that has no paging: "sorted alphabetically and limited to 2000" (specification, users of a team or workspace). */
export function wholeOf(listing: Listing, selection: Selection | null): { data: Json[] } {
  const kept = Array.from(listing.members.ids).filter((id) => listing.keep?.(id) ?? true);
  const nodes = kept.map((id) => listing.show(id));
  nodes.sort((a, b) => (String(a.read('name')) < String(b.read('name')) ? -1 : 1));
  const pick = createPick();
  return { data: nodes.slice(0, 2000).map((node) => pick(node, selection, 'compact')) };
}

/** "The value must be between 1 and 100" (specification, `limit`). */
function readLimit(text: string | undefined): number | null {
  if (text === undefined) return null;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > 100) throw badRequest('limit: Must be between 1 and 100');
  return limit;
}

function collect(listing: Listing, after: number | null, limit: number) {
  const { members } = listing;
  const ids: number[] = [];
  let rank = -1;
  for (let at = after === null ? 0 : members.after(after); at < members.ids.length; at += 1) {
    const id = members.ids[at] ?? 0;
    if (listing.keep !== undefined && !listing.keep(id)) continue;
    if (ids.length === limit) return { ids, rank, more: true };
    ids.push(id);
    rank = members.rankAt(at);
  }
  return { ids, rank, more: false };
}

/** What a token belongs to: the path, every parameter but the offset, and the user. */
function queryKey({ request, route, user }: PageOptions): string {
  const given = [...request.query].filter(([name]) => name !== 'offset' && name !== 'opt_pretty');
  return JSON.stringify([route, user, given.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function nextPage({ request, route, base }: PageOptions, offset: string): Json {
  const search = new URLSearchParams([...request.query].filter(([name]) => name !== 'offset'));
  search.append('offset', offset);
  const path = `${route}?${search}`;
  return { offset, path, uri: base + path };
}
