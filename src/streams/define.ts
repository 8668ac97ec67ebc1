/**
 * A stream is a row in a table (table.ts): discovery, the docs, `--about`, the plan of a run and the walk all read the
 * same row. A new stream is a new row and a schema, with no new code.
 */

/**
 * What rows are listed under. `project` and the like are lists under each such parent, `user` under each user of each
 * workspace.
 */
export type ParentKind =
  | 'account'
  | 'workspace'
  | 'organization'
  | 'project'
  | 'team'
  | 'portfolio'
  | 'goal'
  | 'user'
  | 'task';

/**
 * One request for rows. `{parent}` in a path or a parameter is the parent's gid, `{workspace}` that of the workspace
 * the parent is in.
 */
export interface ListRequest {
  /** Path template below the API's base, as in Asana's specification. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  /** How the answer comes, where it is no list in pages that `next_page` ends. */
  readonly shape?: Shape;
}

export type Shape =
  /** One object is the row. */
  | 'object'
  /** A list without pages: the specification has no `limit` for it. */
  | 'whole'
  /** "We will continue to send `next_page` … even when there are no more events" (specification): an empty page ends it. */
  | 'endless';

/** Where rows of a stream come from. */
export interface Source {
  readonly parent: ParentKind;
  /** The request that brings them. */
  readonly list: ListRequest;
  /** The list hangs not on the parent, but on what this property of its row names: no name, no request. */
  readonly via?: string;
  /** The rows lie in this property of the parents' own rows, whose list (`list`) is asked for it: no request at all. */
  readonly from?: string;
}

/** A property of a row that takes a list of its own to fill, asked only when the property is selected. */
export interface InlineList extends ListRequest {
  readonly property: string;
  /** How the reader of a warning is told what was left out. */
  readonly label: string;
}

/** The list's own filter for time: from its bookmark on a stream under workspaces is read, each with a bookmark of its own. */
export interface Bounds {
  /** The parameter that takes where to begin, inclusive. */
  readonly from: string;
  /**
   * The parameters take days, one of them is required, and as many days before the bookmark are read once more: what was
   * entered late, or changed, has no other sign.
   */
  readonly days?: { readonly to: string; readonly again: number };
}

export interface StreamRow extends Source {
  /** One sentence for the docs and `--about`. */
  readonly description: string;
  /** Further places where rows of the stream are. */
  readonly also?: readonly Source[];
  readonly key: readonly string[];
  /** The field a bookmark is kept on; absent for full-table streams. */
  readonly replicationKey?: 'modified_at' | 'created_at' | 'entered_on';
  readonly bounds?: Bounds;
  /** Which rows of the task family's walk the stream holds; absent for streams that are simply listed. */
  readonly role?: 'root' | 'subtask' | 'child';
  readonly inline?: InlineList;
  /** What a service account may ask in place of `list`, and what the list leaves out is in it. */
  readonly everyone?: ListRequest;
  /** Nobody but a service account can read it: whoever selects it has one, in all likelihood. */
  readonly serviceAccounts?: true;
  readonly selectedByDefault: boolean;
  /** What the stream costs in requests, in the notation of docs/streams.md, for the docs. */
  readonly cost: string;
  /** The plan or permission it needs, for the docs and for the warning a user gets. */
  readonly needs?: string;
  /** The OAuth scope that covers the request (specification, security); absent where none does: it takes full permissions. */
  readonly scope?: string;
}

/**
 * Fixes the table's type without losing the names of its rows.
 * @returns the table itself
 */
export function defineStreams<const Name extends string>(
  table: Readonly<Record<Name, StreamRow>>,
): Readonly<Record<Name, StreamRow>> {
  return table;
}

/** @returns all places where rows of a stream are */
export function sourcesOf(row: StreamRow): readonly Source[] {
  return row.also === undefined ? [row] : [row, ...row.also];
}
