import { type StreamName, streamNames, streamRow } from '../../src/streams/table.ts';

/** The ten streams that are selected by default, in the table's order. */
export const coreStreams: readonly StreamName[] = streamNames.filter((name) => streamRow(name).selectedByDefault);
