import { draw } from '../world/draw.ts';
import type { Kind } from '../world/gid.ts';
import { DAY } from '../world/past.ts';
import type { CustomField } from '../world/rows.ts';
import { choose, titleOf } from '../world/words.ts';
import type { World } from '../world/world.ts';
import { day } from './forms.ts';

/** What a custom field's value stands on; `text` is a value that was set by an edit. */
export interface CustomFieldOwner {
  readonly kind: Kind;
  readonly index: number;
  readonly text: string | null;
}

/** A value in all the forms a field might want; `text` is the display value, "always a string". */
export interface CustomFieldValue {
  readonly text: string;
  readonly number: number;
  readonly options: readonly number[];
  readonly at: number;
  readonly users: readonly number[];
  readonly tasks: readonly number[];
}

const OPTIONS = ['High', 'Medium', 'Low', 'Größer', '✨ New', 'Later', 'Never'] as const;

/** The name of an enum option. */
export function optionName(option: number): string {
  return choose(OPTIONS, option);
}

/** The options of an enum field, by number. */
export function optionsOf(field: CustomField): number[] {
  return Array.from({ length: 3 + (field.index % 5) }, (_, option) => option);
}

/** The custom fields of a project, by its index: some of its workspace's, always in the same order. */
export function fieldsOf(world: World, workspace: number, index: number): CustomField[] {
  const { customFields, workspaces } = world.sizes;
  const count = Math.min(customFields, 5 + (index % 3));
  return Array.from({ length: count }, (_, n) =>
    world.customFields.get(((index * 2 + n) % customFields) * workspaces + workspace),
  );
}

/** The value of a field on its owner, or null: one in four is empty. */
export function fieldValueOf(field: CustomField, owner: CustomFieldOwner, world: World): CustomFieldValue | null {
  const by = draw(world.seed, owner.kind, owner.index, 1000 + field.index);
  if (owner.text === null && by % 4 === 0) return null;
  const options = optionsOf(field);
  const first = (by >>> 3) % options.length;
  const number = (by % 100_000) / 100;
  const at = world.past.start + (by % 1000) * DAY + (by % 24) * 3_600_000;
  const value = {
    number,
    options: field.representation === 'multi_enum' ? [first, (first + 1) % options.length] : [first],
    at,
    users: [by % world.sizes.users],
    tasks: [by % Math.max(1, world.sizes.tasks + world.sizes.subtasks)].filter((task) => world.tasks.has(task)),
  };
  if (owner.text !== null) return edited(owner.text, value, options);
  return { ...value, text: display(field, value, world) };
}

/** A value as set by an edit: its text, and what the text means to the other types. */
function edited(text: string, value: Omit<CustomFieldValue, 'text'>, options: readonly number[]): CustomFieldValue {
  const number = Number(text);
  const option = options.findIndex((each) => optionName(each) === text);
  return {
    ...value,
    text,
    number: Number.isFinite(number) ? number : value.number,
    options: option < 0 ? value.options : [option],
  };
}

function display(field: CustomField, value: Omit<CustomFieldValue, 'text'>, world: World): string {
  switch (field.representation) {
    case 'number':
    case 'formula':
      return value.number.toFixed(2);
    case 'enum':
    case 'multi_enum':
      return value.options.map(optionName).join(', ');
    case 'date':
      return day(value.at);
    case 'people':
      return value.users.map((user) => world.users.get(user).name).join(', ');
    case 'reference':
      return value.tasks.map((task) => world.tasks.get(task).name).join(', ');
    case 'custom_id':
      return `ID${field.index}-${Math.floor(value.number)}`;
    case 'text':
      return titleOf(world.seed, 'custom_field', Math.floor(value.number));
  }
}
