import type { ObjectSchema } from '../streams/schema.ts';

/*
 * The four messages that every target understands (Singer specification, 'Output'). `type` comes first in each: people
 * and line-based tools look for it there.
 */

export interface SchemaMessage {
  readonly type: 'SCHEMA';
  readonly stream: string;
  readonly schema: ObjectSchema;
  readonly key_properties: readonly string[];
  readonly bookmark_properties?: readonly string[];
}

export interface RecordMessage {
  readonly type: 'RECORD';
  readonly stream: string;
  readonly record: Readonly<Record<string, unknown>>;
  /** RFC 3339 with a zone: singer-python's targets refuse a time without one. */
  readonly time_extracted: string;
  readonly version?: number;
}

export interface StateMessage {
  readonly type: 'STATE';
  readonly value: unknown;
}

export interface ActivateVersionMessage {
  readonly type: 'ACTIVATE_VERSION';
  readonly stream: string;
  readonly version: number;
}

export type Message = SchemaMessage | RecordMessage | StateMessage | ActivateVersionMessage;

/**
 * @param replicationKey the field a bookmark is kept on, if there is one
 * @returns the message that announces a stream; targets make a table of it
 */
export function schemaMessage(
  stream: string,
  schema: ObjectSchema,
  keyProperties: readonly string[],
  replicationKey?: string,
): SchemaMessage {
  const message = { type: 'SCHEMA', stream, schema, key_properties: keyProperties } as const;
  return replicationKey === undefined ? message : { ...message, bookmark_properties: [replicationKey] };
}

/**
 * @param extractedAt RFC 3339 with a zone: when Asana's answer with this row was read
 * @param version only for streams that will be closed by ACTIVATE_VERSION
 */
export function recordMessage(
  stream: string,
  record: Readonly<Record<string, unknown>>,
  extractedAt: string,
  version?: number,
): RecordMessage {
  const message = { type: 'RECORD', stream, record, time_extracted: extractedAt } as const;
  return version === undefined ? message : { ...message, version };
}

/** @param value the whole state; the target hands it back once everything before it is stored */
export function stateMessage(value: unknown): StateMessage {
  return { type: 'STATE', value };
}

/** @returns how long the line of a STATE is, in bytes, its end included */
export function stateSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(stateMessage(value))) + 1;
}

/** @param version rows of the stream with a lower version are stale; rises from run to run */
export function activateVersionMessage(stream: string, version: number): ActivateVersionMessage {
  return { type: 'ACTIVATE_VERSION', stream, version };
}
