import type { ObjectSchema, PropertySchema } from '../streams/schema.ts';
import type { ReplicationMethod } from './catalog.ts';

/** A schema as it is written and as the program knows it. */
export interface SchemaPair<Schema extends PropertySchema = ObjectSchema> {
  /** What the SCHEMA message carries: the selected properties, the user's catalog types applied, no `x-` keys. */
  readonly schema: Schema;
  /** The program's own schema cut to the same properties, `x-ask` kept: what is asked for and picked. */
  readonly ask: Schema;
}

/** A stream that a run emits, with what was selected of it. */
export interface SelectedStream extends SchemaPair {
  readonly id: string;
  readonly keyProperties: readonly string[];
  readonly replicationMethod: ReplicationMethod;
  readonly replicationKey?: string;
}

/** The selected streams by id, in the table's order. */
export type Selection = ReadonlyMap<string, SelectedStream>;
