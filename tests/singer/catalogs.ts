import type { ForeignCatalog, ForeignSchema, MetadataEntry } from '../../src/singer/catalog.ts';
import { readSelection } from '../../src/singer/read-selection.ts';
import type { SelectedStream } from '../../src/singer/selection.ts';
import type { StreamRow } from '../../src/streams/define.ts';
import type { ObjectSchema } from '../../src/streams/schema.ts';
import { withoutExtensions } from '../../src/streams/schema.ts';

const text = { type: ['null', 'string'] } as const;

/** One stream with one property of each kind. */
export const ours: ObjectSchema = {
  type: 'object',
  properties: {
    gid: { type: 'string' },
    modified_at: { type: ['null', 'string'], format: 'date-time' },
    due_on: { type: ['null', 'string'], format: 'date' },
    name: text,
    done: { type: ['null', 'boolean'] },
    count: { type: ['null', 'integer'] },
    assignee: {
      type: ['null', 'object'],
      properties: { gid: text, name: text, photo: { type: ['null', 'object'], properties: { url: text } } },
      'x-ask': 'bare',
    },
    followers: { type: ['null', 'array'], items: { type: ['null', 'object'], properties: { gid: text, name: text } } },
  },
};

export const row: StreamRow = {
  description: '',
  parent: 'project',
  list: { path: '/tasks' },
  key: ['gid'],
  replicationKey: 'modified_at',
  selectedByDefault: true,
  cost: '',
};

export const pair = { schema: withoutExtensions(ours), ask: ours };

/** Metadata in short: `''` is the stream, `assignee.name` a property in one. */
export function metadata(said: Readonly<Record<string, Readonly<Record<string, unknown>>>>): MetadataEntry[] {
  return Object.entries(said).map(([path, about]) => ({
    breadcrumb: path === '' ? [] : path.split('.').flatMap((name) => ['properties', name]),
    metadata: about,
  }));
}

export interface Read {
  readonly stream: SelectedStream | undefined;
  readonly warnings: readonly string[];
  /** Paths of the properties in SCHEMA. */
  readonly columns: readonly string[];
}

/** Reads the selection of the one stream from a catalog with this schema, metadata and other keys. */
export function readOne(
  said: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  schema: ForeignSchema = ours as unknown as ForeignSchema,
  keys: Readonly<Record<string, unknown>> = {},
): Read {
  return readCatalog({ streams: [{ tap_stream_id: 'tasks', schema, metadata: metadata(said), ...keys }] });
}

/** Reads the selection of the one stream from a catalog. */
export function readCatalog(catalog: ForeignCatalog | undefined): Read {
  const warnings: string[] = [];
  const selection = readSelection(
    catalog,
    { tasks: row },
    () => pair,
    (warning) => warnings.push(warning),
  );
  const stream = selection.get('tasks');
  return { stream, warnings, columns: stream === undefined ? [] : columnsOf(stream.schema, '') };
}

function columnsOf({ properties = {} }: Partial<ObjectSchema>, at: string): string[] {
  return Object.entries(properties).flatMap(([name, property]) => [
    at + name,
    ...columnsOf(property as Partial<ObjectSchema>, `${at}${name}.`),
  ]);
}
