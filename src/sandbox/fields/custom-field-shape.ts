import type { CustomField } from '../world/rows.ts';
import { htmlOf } from '../world/words.ts';
import { type CustomFieldOwner, type CustomFieldValue, fieldValueOf, optionsOf } from './custom-field-values.ts';
import { optionOf } from './enum-option.ts';
import { day, instant } from './forms.ts';
import { defineShape, identity, type Look, type Node, named, nodeOf, showing, struct, type Value } from './node.ts';

/** Schema CustomFieldCompact: as projects, portfolios, users and stories show a custom field; tasks and settings show all of it. */
const COMPACT = [
  'gid',
  'resource_type',
  'name',
  'type',
  'enum_options',
  'enabled',
  'representation_type',
  'id_prefix',
  'input_restrictions',
  'is_formula_field',
  'date_value',
  'enum_value',
  'multi_enum_values',
  'number_value',
  'text_value',
  'display_value',
];

/** A custom field, alone or with the value it has on an owner. */
interface CustomFieldRow {
  readonly index: number;
  readonly field: CustomField;
  /** `none` where there is no owner to have a value, null where its value is empty. */
  readonly value: CustomFieldValue | null | 'none';
}

/** A custom field as it stands on a task, project, portfolio or user: the definition's gid with the owner's value. Tasks show it in full. */
export function customFieldValue(field: CustomField, owner: CustomFieldOwner, look: Look): Node {
  const node = nodeOf(
    customFieldShape,
    { index: field.index, field, value: fieldValueOf(field, owner, look.world) },
    look,
  );
  return owner.kind === 'task' ? node : showing(node, COMPACT);
}

/** A custom field as a story names it. */
export function customFieldCompact(field: CustomField, look: Look): Node {
  return showing(customFieldDefinition(field, look), COMPACT);
}

/** A custom field's definition, without a value. */
export function customFieldDefinition(field: CustomField, look: Look): Node {
  return nodeOf(customFieldShape, { index: field.index, field, value: 'none' }, look);
}

const SETTING_PARENTS = ['project', 'portfolio', 'team', 'goal'] as const;

/** The settings that put custom fields on a project, portfolio, team or goal (schema CustomFieldSettingResponse). */
export function customFieldSettings(
  fields: readonly CustomField[],
  parent: { readonly kind: (typeof SETTING_PARENTS)[number]; readonly index: number; readonly node: Node },
  look: Look,
): Node[] {
  return fields.map((field, nth) =>
    struct({
      gid: look.world.gid('custom_field_setting', settingIndex(parent, nth)),
      resource_type: 'custom_field_setting',
      ...(parent.kind === 'project' ? { project: parent.node } : {}),
      is_important: nth === 0,
      parent: named(parent.node),
      custom_field: customFieldDefinition(field, look),
    }),
  );
}

function settingIndex(
  { kind, index }: { readonly kind: (typeof SETTING_PARENTS)[number]; readonly index: number },
  nth: number,
): number {
  return (index * 16 + nth) * SETTING_PARENTS.length + SETTING_PARENTS.indexOf(kind);
}

/** Asana's `type`: the representation, but formulas are numbers and custom ids texts. */
function typeOf({ field }: CustomFieldRow): string {
  if (field.representation === 'formula') return 'number';
  return field.representation === 'custom_id' ? 'text' : field.representation;
}

/** A field that only fields of one type have ("*Conditional*. Only relevant for custom fields of type …"). */
function only(types: readonly string[], read: (row: CustomFieldRow, look: Look) => Value) {
  return (row: CustomFieldRow, look: Look): Value => (types.includes(typeOf(row)) ? read(row, look) : undefined);
}

/** The value a row has on its owner; the definition alone has no value fields. */
function onOwner(types: readonly string[], read: (value: CustomFieldValue, row: CustomFieldRow, look: Look) => Value) {
  return (row: CustomFieldRow, look: Look): Value => {
    if (row.value === 'none' || !types.includes(typeOf(row))) return undefined;
    if (row.value !== null) return read(row.value, row, look);
    return ['multi_enum', 'people', 'reference'].includes(typeOf(row)) ? [] : null;
  };
}

const FIELDS = {
  ...identity<CustomFieldRow>('custom_field'),
  name: ({ field }: CustomFieldRow) => field.name,
  type: typeOf,
  resource_subtype: typeOf,
  representation_type: ({ field }: CustomFieldRow) => field.representation,
  enabled: ({ value }: CustomFieldRow) => (value === 'none' ? undefined : true),
  id_prefix: ({ field }: CustomFieldRow) => (field.representation === 'custom_id' ? `ID${field.index}` : null),
  input_restrictions: only(['reference'], () => ['task', 'project']),
  is_formula_field: ({ field }: CustomFieldRow) => field.representation === 'formula',
  enum_options: only(['enum', 'multi_enum'], ({ field }, look) =>
    optionsOf(field).map((option) => optionOf(field, option, look)),
  ),
  enum_value: onOwner(['enum'], (value, { field }, look) => optionOf(field, value.options[0] ?? 0, look)),
  multi_enum_values: onOwner(['multi_enum'], (value, { field }, look) =>
    value.options.map((option) => optionOf(field, option, look)),
  ),
  date_value: onOwner(['date'], (value) =>
    value.number % 2 === 0
      ? struct({ date: day(value.at) })
      : struct({ date: day(value.at), date_time: instant(value.at) }),
  ),
  number_value: onOwner(['number'], (value) => value.number),
  text_value: onOwner(['text'], (value) => value.text),
  html_text_value: onOwner(['text'], (value) => htmlOf(value.text)),
  people_value: onOwner(['people'], (value, _, look) => value.users.map((user) => look.ref('user', user))),
  reference_value: onOwner(['reference'], (value, _, look) => value.tasks.map((task) => named(look.ref('task', task)))),
  display_value: ({ value }: CustomFieldRow) => (value === 'none' ? undefined : (value?.text ?? null)),
  description: ({ field }: CustomFieldRow) => `What “${field.name}” is for`,
  precision: only(['number'], () => 2),
  format: ({ field }: CustomFieldRow) => (field.representation === 'custom_id' ? 'identifier' : 'none'),
  currency_code: () => null,
  custom_label: () => null,
  custom_label_position: () => null,
  is_global_to_workspace: () => true,
  has_notifications_enabled: () => false,
  asana_created_field: () => null,
  is_value_read_only: ({ field }: CustomFieldRow) => field.representation === 'formula',
  created_by: (_: CustomFieldRow, look: Look) => look.ref('user', 0),
  privacy_setting: () => 'public_with_guests',
  default_access_level: () => 'editor',
};

/** Schema CustomFieldResponse: without naming anything below it, `custom_fields` shows all but the description. */
const customFieldShape = defineShape<CustomFieldRow>({
  compact: Object.keys(FIELDS).filter((name) => name !== 'description'),
  optIn: ['description'],
  fields: FIELDS,
});
