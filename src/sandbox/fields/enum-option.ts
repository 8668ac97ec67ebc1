import type { CustomField } from '../world/rows.ts';
import { optionName } from './custom-field-values.ts';
import { keyOf, type Look, type Node, struct } from './node.ts';

const COLORS = ['blue', 'red', 'green', 'yellow', 'none'];
const PER_FIELD = 16;

/** One of a field's options, by its number. */
export function optionOf(field: CustomField, option: number, look: Look): Node {
  return look.ref('enum_option', field.index * PER_FIELD + option);
}

/** An option by its own index (schema EnumOption): the fifth of each field is disabled. */
export function enumOption(index: number, { world }: Look): Node {
  const option = index % PER_FIELD;
  const node = struct({
    gid: world.gid('enum_option', index),
    resource_type: 'enum_option',
    name: optionName(option),
    enabled: option !== 4,
    color: COLORS[option % COLORS.length],
  });
  return { ...node, key: keyOf('enum_option', index) };
}
