/**
 * The rules by which a value that does not fit its schema is repaired; docs/records.md tells users each of them. A repair
 * changes a value's form, never its meaning: what cannot be told for sure becomes null.
 */
export const repairRules = [
  'number_to_text',
  'json_to_text',
  'text_to_number',
  'not_a_number',
  'not_an_integer',
  'text_to_boolean',
  'not_a_boolean',
  'empty_date',
  'day_to_instant',
  'instant_form',
  'not_an_instant',
  'instant_to_day',
  'not_a_day',
  'not_an_object',
  'one_to_list',
  'not_a_list',
  'null_item',
  'text_cleaned',
  'too_deep',
  'line_cut',
] as const;

export type RepairRule = (typeof repairRules)[number];
