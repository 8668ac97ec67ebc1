import type { ObjectSchema } from '../streams/schema.ts';

/** Singer's words for what a run reads of a stream: what has changed, or everything. */
export type ReplicationMethod = 'INCREMENTAL' | 'FULL_TABLE';

/** What is said about a stream (breadcrumb `[]`) or a property (`['properties', name, …]`). */
export interface MetadataEntry {
  readonly breadcrumb: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** One stream as `--discover` prints it; the keys stand in this order (Meltano needs `schema` before `metadata`). */
export interface CatalogEntry {
  readonly tap_stream_id: string;
  readonly stream: string;
  readonly key_properties: readonly string[];
  readonly replication_method: ReplicationMethod;
  readonly replication_key?: string;
  readonly schema: ObjectSchema;
  readonly metadata: readonly MetadataEntry[];
}

/** What `--discover` prints. */
export interface Catalog {
  readonly streams: readonly CatalogEntry[];
}

/**
 * A property's schema in a catalog that comes back from a user: whatever tools and hands have made of it. `readType`
 * says what of it is understood.
 */
export interface ForeignSchema {
  readonly type?: unknown;
  readonly format?: unknown;
  readonly anyOf?: unknown;
  readonly oneOf?: unknown;
  readonly properties?: Readonly<Record<string, ForeignSchema>>;
  readonly items?: unknown;
  /** An old place for the selection. */
  readonly selected?: unknown;
}

/** A stream in a catalog that comes back from a user. */
export interface ForeignEntry {
  readonly tap_stream_id: string;
  readonly schema: ForeignSchema;
  readonly metadata: readonly MetadataEntry[];
  /** Meltano writes what it was told here too, with underscores. */
  readonly selected?: unknown;
  readonly replication_method?: unknown;
  readonly replication_key?: unknown;
}

/** A catalog that comes back from a user, its outer shape checked (catalog-file.ts). */
export interface ForeignCatalog {
  readonly streams: readonly ForeignEntry[];
}
