import type { RepairRule } from './rules.ts';

/** Turns what Asana gave for one property into what the schema allows. Never throws, never changes what it is given. */
export type Picker = (value: unknown) => unknown;

/** Counts one repair. */
export type Repaired = (rule: RepairRule) => void;
