import type { ErrorObject } from 'ajv';
import { ConfigError } from '../errors.ts';
import { isObject } from '../json/is-object.ts';
import { schemaCheck } from '../json/schema-check.ts';
import type { ForeignCatalog, ForeignEntry, MetadataEntry } from './catalog.ts';

/** Only what is read: hands and tools add a lot to catalogs, and none of it is a reason to stop. */
export const CATALOG = {
  type: 'object',
  required: ['streams'],
  properties: {
    streams: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tap_stream_id', 'schema'],
        properties: {
          tap_stream_id: { type: 'string' },
          schema: { $ref: '#/definitions/schema' },
          metadata: {
            type: 'array',
            items: {
              type: 'object',
              required: ['breadcrumb', 'metadata'],
              properties: {
                breadcrumb: { type: 'array', items: { type: 'string' } },
                metadata: { type: 'object' },
              },
            },
          },
        },
      },
    },
  },
  definitions: {
    schema: {
      type: 'object',
      properties: {
        properties: { type: 'object', additionalProperties: { $ref: '#/definitions/schema' } },
      },
    },
  },
};

interface CatalogFile {
  readonly streams: readonly (Omit<ForeignEntry, 'metadata'> & { readonly metadata?: readonly MetadataEntry[] })[];
}

const errorsOf = schemaCheck(CATALOG);

/** Enough to see what is wrong; a catalog of the wrong kind is wrong in every line. */
const MOST_PROBLEMS = 10;

/**
 * Checks a catalog's outer shape.
 * @param json what was in the file
 * @param name what problems call it
 * @returns the catalog; streams without metadata have an empty list
 * @throws ConfigError naming each place that is wrong
 */
export function parseCatalog(json: unknown, name = 'catalog'): ForeignCatalog {
  const catalog = withIds(json);
  judge(catalog, name);
  const twice = duplicates(catalog.streams.map((entry) => entry.tap_stream_id));
  if (twice.length > 0) throw new ConfigError(twice.map((id) => `${name}: stream ${id} is there twice`));
  return { streams: catalog.streams.map((entry) => ({ ...entry, metadata: entry.metadata ?? [] })) };
}

function judge(catalog: unknown, name: string): asserts catalog is CatalogFile {
  const errors = errorsOf(catalog);
  if (errors.length > 0) throw new ConfigError(describe(errors, name));
}

/** Very old catalogs name a stream by `stream` alone. */
function withIds(json: unknown): unknown {
  if (!isObject(json) || !Array.isArray(json['streams'])) return json;
  const streams = json['streams'].map((entry: unknown) =>
    isObject(entry) && entry['tap_stream_id'] === undefined && entry['stream'] !== undefined
      ? { ...entry, tap_stream_id: entry['stream'] }
      : entry,
  );
  return { ...json, streams };
}

function describe(errors: readonly ErrorObject[], name: string): string[] {
  const problems = errors.map(({ instancePath, message }) => {
    const place = instancePath === '' ? '' : ` at ${instancePath}`;
    return `${name}${place}: ${message ?? 'is wrong'}`;
  });
  const more = problems.length - MOST_PROBLEMS;
  return more > 0 ? [...problems.slice(0, MOST_PROBLEMS), `${name}: and ${more} more like these`] : problems;
}

function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
