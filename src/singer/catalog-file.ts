import type { ErrorObject, ValidateFunction } from 'ajv';
import { loadAjv } from '../ajv.ts';
import { ConfigError } from '../errors.ts';
import type { ForeignCatalog, ForeignEntry, MetadataEntry } from './catalog.ts';
import { CATALOG, isCatalog, isObject } from './catalog-shape.ts';

interface CatalogFile {
  readonly streams: readonly (Omit<ForeignEntry, 'metadata'> & { readonly metadata?: readonly MetadataEntry[] })[];
}

let validate: ValidateFunction<CatalogFile> | undefined;

/** Enough to see what is wrong; a catalog of the wrong kind is wrong in every line. */
const MOST_PROBLEMS = 10;

/**
 * Checks a catalog's outer shape.
 * @param json what was in the file
 * @returns the catalog; streams without metadata have an empty list
 * @throws ConfigError naming each place that is wrong
 */
export function parseCatalog(json: unknown): ForeignCatalog {
  const catalog = withIds(json);
  judge(catalog);
  const twice = duplicates(catalog.streams.map((entry) => entry.tap_stream_id));
  if (twice.length > 0) throw new ConfigError(twice.map((id) => `catalog: stream ${id} is there twice`));
  return { streams: catalog.streams.map((entry) => ({ ...entry, metadata: entry.metadata ?? [] })) };
}

function judge(catalog: unknown): asserts catalog is CatalogFile {
  if (isCatalog(catalog)) return;
  validate ??= new (loadAjv())({ allErrors: true }).compile<CatalogFile>(CATALOG);
  if (!validate(catalog)) throw new ConfigError(describe(validate.errors ?? []));
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

function describe(errors: readonly ErrorObject[]): string[] {
  const problems = errors.map(({ instancePath, message }) => {
    const place = instancePath === '' ? '' : ` at ${instancePath}`;
    return `catalog${place}: ${message ?? 'is wrong'}`;
  });
  const more = problems.length - MOST_PROBLEMS;
  return more > 0 ? [...problems.slice(0, MOST_PROBLEMS), `catalog: and ${more} more like these`] : problems;
}

function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
