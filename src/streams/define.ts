/**
 * A stream is a row in a table (table.ts): discovery, the docs, `--about`, the plan of a run and the walk all read the
 * same row. A new stream is a new row and a schema, with no new code.
 */

/** What the walk lists a stream under. `project` and the like are lists under each such parent. */
export type ParentKind = 'account' | 'workspace' | 'organization' | 'project' | 'team' | 'portfolio' | 'task';

/** The list request of a stream. `{parent}` in a path or a parameter is the parent's gid. */
export interface ListRequest {
  /** Path template below the API's base, as in Asana's specification, with `{parent}` for the parent's gid. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
}

/** A property of a row that takes a list of its own to fill, asked only when the property is selected. */
export interface InlineList extends ListRequest {
  readonly property: string;
  /** How the reader of a warning is told what was left out. */
  readonly label: string;
}

export interface StreamRow {
  /** One sentence for the docs and `--about`. */
  readonly description: string;
  readonly parent: ParentKind;
  readonly list: ListRequest;
  readonly key: readonly string[];
  /** The field a bookmark is kept on; absent for full-table streams. */
  readonly replicationKey?: 'modified_at' | 'created_at';
  /** Which rows of the task family's walk the stream holds; absent for streams that are simply listed. */
  readonly role?: 'root' | 'subtask' | 'child';
  readonly inline?: InlineList;
  readonly selectedByDefault: boolean;
  /** What the stream costs in requests, in the contract's notation, for the docs. */
  readonly cost: string;
  /** The plan or permission it needs, for the docs and for the warning a user gets. */
  readonly needs?: string;
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
