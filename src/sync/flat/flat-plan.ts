import type { Config } from '../../config/config.ts';
import type { Selection } from '../../singer/selection.ts';
import { type ParentKind, type Source, sourcesOf } from '../../streams/define.ts';
import { optFields } from '../../streams/fields.ts';
import type { ObjectSchema } from '../../streams/schema.ts';
import { parentStream, type StreamName, streamNames, streamRow } from '../../streams/table.ts';
import { streamFields } from '../stream-fields.ts';

/** One list of a stream, read once under each parent, with nothing below it to wait for. */
export interface FlatStream {
  readonly name: StreamName;
  readonly source: Source;
  readonly optFields: readonly string[];
  /** Its columns that say what a row was listed under: `project_gid`. */
  readonly under: readonly string[];
  /** Properties of its rows whose gids other lists hang on. */
  readonly links: readonly string[];
  /** Streams whose rows lie in a property of this one's rows. */
  readonly inside: readonly InsideStream[];
  readonly inline: InlinePlan | undefined;
  /** Whose loss it is if the list cannot be read: its own if it is wanted, and that of the streams that hang on it. */
  readonly readFor: readonly StreamName[];
}

/** A stream whose rows come with those of its parent. */
export interface InsideStream {
  readonly name: StreamName;
  /** The property of the parent's row. */
  readonly from: string;
  readonly kind: ParentKind;
  readonly under: readonly string[];
}

/** The list that fills a property of each row, if that property is selected. */
export interface InlinePlan {
  readonly property: string;
  readonly label: string;
  readonly optFields: readonly string[];
  /** What the property's items have. */
  readonly names: readonly string[];
  /** The stream whose list it is too: it is not read twice. */
  readonly feeds:
    | { readonly name: StreamName; readonly kind: ParentKind; readonly under: readonly string[] }
    | undefined;
}

/** What the walk itself needs of a parent's row, beside what is selected. */
const WALK_FIELDS: Partial<Record<StreamName, readonly string[]>> = { workspaces: ['is_organization'] };

/**
 * @param parents streams that are listed for the sake of others, selected or not
 * @param walked those of them that the walk over tasks needs
 * @returns the lists of a run in the table's order
 */
export function flatStreams(
  selection: Selection,
  config: Config,
  parents: ReadonlySet<StreamName>,
  walked: ReadonlySet<StreamName>,
): FlatStream[] {
  const places = streamNames
    .filter((name) => selection.has(name) || parents.has(name))
    .flatMap((name) => flatSources(name).map((source) => ({ name, source })));
  const flat = places.map(({ name, source }) => flatStream(name, source, selection, config, walked));
  const fed = new Set(flat.flatMap(({ inline }) => inline?.feeds?.name ?? []));
  return flat.filter(({ name }) => !fed.has(name));
}

/** The lists of a stream that are no part of the walk over tasks, nor of another list. */
function flatSources(name: StreamName): readonly Source[] {
  const row = streamRow(name);
  return sourcesOf(row).filter((source) => source.from === undefined && (row.role === undefined || source !== row));
}

function flatStream(
  name: StreamName,
  source: Source,
  selection: Selection,
  config: Config,
  walked: ReadonlySet<StreamName>,
): FlatStream {
  const inside = insideStreams(name, selection);
  const links = below(name, selection).flatMap(({ source: { via } }) => via ?? []);
  const extra = [
    'gid',
    ...(WALK_FIELDS[name] ?? []),
    ...(name === 'projects' ? projectFields(config) : []),
    ...ownerField(name, selection, config),
    ...links,
    ...inside.flatMap(({ name: inner, from }) =>
      streamFields(inner, selection, config, ['gid']).map((field) => `${from}.${field}`),
    ),
  ];
  return {
    name,
    source,
    optFields: streamFields(name, selection, config, extra),
    under: underColumns(name, source.parent, selection),
    links,
    inside,
    inline: inlinePlan(name, selection, config),
    readFor: readFor(name, selection, walked),
  };
}

/** Whether a project's children are due once more is judged by these. */
function projectFields(config: Config): readonly string[] {
  return config.includeArchivedProjects ? [] : ['archived', 'modified_at'];
}

/** Whether a token may be a service account's is judged by whose rows it owns (everyone.ts). */
function ownerField(name: StreamName, selection: Selection, config: Config): readonly string[] {
  if (streamRow(name).everyone === undefined || config.credentials.kind !== 'token') return [];
  return selection.get(name)?.ask.properties['owner'] === undefined ? ['owner'] : [];
}

/** The selected places of streams whose parents are this stream's rows. */
function below(name: StreamName, selection: Selection): { name: StreamName; source: Source }[] {
  return streamNames
    .filter((child) => selection.has(child))
    .flatMap((child) => sourcesOf(streamRow(child)).map((source) => ({ name: child, source })))
    .filter(({ source }) => parentStream(source.parent) === name);
}

function insideStreams(name: StreamName, selection: Selection): InsideStream[] {
  return below(name, selection).flatMap(({ name: inner, source: { parent, from } }) =>
    from === undefined ? [] : [{ name: inner, from, kind: parent, under: underColumns(inner, parent, selection) }],
  );
}

function inlinePlan(name: StreamName, selection: Selection, config: Config): InlinePlan | undefined {
  const { inline } = streamRow(name);
  const property = inline === undefined ? undefined : selection.get(name)?.ask.properties[inline.property];
  if (inline === undefined || property === undefined) return undefined;
  const items = (property.items ?? property) as ObjectSchema;
  const same = below(name, selection).find(({ source }) => source.list.path === inline.path);
  const own = optFields(items, ['gid']);
  const { property: filled, label } = inline;
  const names = Object.keys(items.properties);
  if (same === undefined) return { property: filled, label, names, optFields: own, feeds: undefined };
  const { parent: kind } = same.source;
  return {
    property: filled,
    label,
    names,
    optFields: [...new Set([...own, ...streamFields(same.name, selection, config, ['gid'])])].sort(),
    feeds: { name: same.name, kind, under: underColumns(same.name, kind, selection) },
  };
}

/** @returns the selected columns of a stream that the walk fills with what a row was listed under */
export function underColumns(name: StreamName, kind: ParentKind, selection: Selection): string[] {
  const properties = selection.get(name)?.ask.properties ?? {};
  return [`${kind}_gid`, 'workspace_gid'].filter(
    (column, index, all) => properties[column]?.['x-ask'] === 'none' && all.indexOf(column) === index,
  );
}

/** A parent that nobody selected is no loss of its own. What the walk over tasks needs is told by the parent's name. */
function readFor(name: StreamName, selection: Selection, walked: ReadonlySet<StreamName>): readonly StreamName[] {
  const others = below(name, selection).filter(({ name: child }) => streamRow(child).role === undefined);
  const names = [...new Set(others.map(({ name: child }) => child))];
  return selection.has(name) || names.length === 0 || walked.has(name) ? [name, ...names] : names;
}
