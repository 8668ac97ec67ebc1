import type { ObjectSchema } from '../streams/schema.ts';

/** A stream that a run emits, with what was selected of it. */
export interface SelectedStream {
  readonly id: string;
  /** What the SCHEMA message carries: the selected properties, the user's catalog types applied, no `x-` keys. */
  readonly schema: ObjectSchema;
  /** The program's own schema cut to the same properties, `x-ask` kept: what is asked for and picked. */
  readonly ask: ObjectSchema;
  readonly keyProperties: readonly string[];
  readonly replicationMethod: 'INCREMENTAL' | 'FULL_TABLE';
  readonly replicationKey?: string;
}

/** The selected streams by id, in the table's order. */
export type Selection = ReadonlyMap<string, SelectedStream>;
