import type { RepairRule } from './rules.ts';

/** Turns what Asana gave for one property into what the schema allows. Never throws, never changes what it is given. */
export type Picker = (value: unknown) => unknown;

/** Counts one repair. */
export type Repaired = (rule: RepairRule) => void;

/** What no rule can turn into the right type. */
export function nulled(rule: RepairRule, repaired: Repaired): null {
  repaired(rule);
  return null;
}
