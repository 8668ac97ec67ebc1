import type { RepairRule } from './rules.ts';

/** Where the picker says what it did: metrics and warnings are made from it. */
export interface RecordReport {
  /** Called for each value that was repaired. */
  repaired(stream: string, rule: RepairRule): void;
  /** Called once for each field that the schema does not have. `path` is dotted. */
  unknown(stream: string, path: string): void;
  /** Called for each row that was dropped, because it has no key that can be used. */
  keyless(stream: string): void;
}
