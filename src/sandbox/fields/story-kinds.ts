import { draw } from '../world/draw.ts';
import { DAY } from '../world/past.ts';
import type { Story, Task } from '../world/rows.ts';
import { titleOf } from '../world/words.ts';
import { customFieldCompact } from './custom-field-shape.ts';
import { fieldsOf, optionsOf } from './custom-field-values.ts';
import { optionOf } from './enum-option.ts';
import { day, instant } from './forms.ts';
import { type Look, struct, type Value } from './node.ts';

/** What a story of one `resource_subtype` carries besides the fields that all have ("*Conditional*" in schema StoryResponse). */
export interface StoryKind {
  readonly subtype: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, (story: Story, task: Task, look: Look) => Value>>;
}

const drawn = (story: Story, look: Look): number => draw(look.world.seed, 'story', story.index, 7);
const author = (story: Story, _: Task, look: Look): Value => look.ref('user', story.createdBy);
const itsTask = (_: Story, task: Task, look: Look): Value => look.ref('task', task.index);
const project = (_: Story, task: Task, look: Look): Value =>
  task.homes[0] === undefined ? undefined : look.ref('project', task.homes[0].project);
const section = (_: Story, task: Task, look: Look): Value =>
  task.homes[0] === undefined || task.homes[0].section < 0 ? undefined : look.ref('section', task.homes[0].section);
const dates =
  (later: number) =>
  (story: Story): Value =>
    struct({ start_on: null, due_at: null, due_on: day(story.createdAt + later * DAY) });

/** The first custom field of a representation, as such stories name one. */
function field(representation: string) {
  return (_: Story, task: Task, look: Look): Value => {
    const found = fieldOf(representation, task, look);
    return found === undefined ? undefined : customFieldCompact(found, look);
  };
}

function fieldOf(representation: string, task: Task, look: Look) {
  const index = task.homes[0]?.project ?? 0;
  return fieldsOf(look.world, task.workspace, index).find((each) => each.representation === representation);
}

function option(representation: string, shift: number, asList: boolean) {
  return (story: Story, task: Task, look: Look): Value => {
    const found = fieldOf(representation, task, look);
    if (found === undefined) return undefined;
    const options = optionsOf(found);
    const node = optionOf(found, (drawn(story, look) + shift) % options.length, look);
    return asList ? [node] : node;
  };
}

/** The kinds of story the sandbox tells, the commonest first; comments are the commonest in life too. */
export const STORY_KINDS: readonly StoryKind[] = [
  { subtype: 'comment_added', text: '', fields: {} },
  { subtype: 'assigned', text: 'assigned this task', fields: { assignee: author } },
  {
    subtype: 'name_changed',
    text: 'changed the name',
    fields: {
      old_name: (story, _, look) => titleOf(look.world.seed, 'story', story.index),
      new_name: (_, task) => task.name,
    },
  },
  { subtype: 'due_date_changed', text: 'changed the due date', fields: { old_dates: dates(7), new_dates: dates(14) } },
  {
    subtype: 'section_changed',
    text: 'moved this task',
    fields: { old_section: section, new_section: section, project },
  },
  { subtype: 'added_to_project', text: 'added to a project', fields: { project } },
  { subtype: 'follower_added', text: 'added a follower', fields: { follower: author } },
  { subtype: 'marked_complete', text: 'completed this task', fields: {} },
  {
    subtype: 'resource_subtype_changed',
    text: 'converted this task',
    fields: {
      old_resource_subtype: () => 'default_task',
      new_resource_subtype: () => 'milestone',
    },
  },
  {
    subtype: 'approval_status_changed',
    text: 'approved this task',
    fields: {
      old_approval_status: () => 'pending',
      new_approval_status: () => 'approved',
    },
  },
  {
    subtype: 'text_custom_field_changed',
    text: 'changed a field',
    fields: {
      custom_field: field('text'),
      old_text_value: () => 'before',
      new_text_value: () => 'näher',
    },
  },
  {
    subtype: 'number_custom_field_changed',
    text: 'changed a field',
    fields: {
      custom_field: field('number'),
      old_number_value: () => null,
      new_number_value: (story, _, look) => drawn(story, look) % 100,
    },
  },
  {
    subtype: 'enum_custom_field_changed',
    text: 'changed a field',
    fields: {
      custom_field: field('enum'),
      old_enum_value: option('enum', 0, false),
      new_enum_value: option('enum', 1, false),
    },
  },
  {
    subtype: 'multi_enum_custom_field_changed',
    text: 'changed a field',
    fields: {
      custom_field: field('multi_enum'),
      old_multi_enum_values: option('multi_enum', 0, true),
      new_multi_enum_values: option('multi_enum', 1, true),
    },
  },
  {
    subtype: 'date_custom_field_changed',
    text: 'changed a field',
    fields: {
      custom_field: field('date'),
      old_date_value: dates(0),
      new_date_value: dates(30),
    },
  },
  {
    subtype: 'people_custom_field_changed',
    text: 'changed a field',
    fields: {
      custom_field: field('people'),
      old_people_value: (_story, _task, look) => [look.ref('user', 0)],
      new_people_value: (story, _, look) => [look.ref('user', story.createdBy)],
    },
  },
  { subtype: 'dependency_added', text: 'made this task wait', fields: { dependency: itsTask } },
  { subtype: 'marked_duplicate', text: 'marked a duplicate', fields: { duplicate_of: itsTask } },
  { subtype: 'duplicated', text: 'duplicated this task', fields: { duplicated_from: itsTask } },
  { subtype: 'added_to_task', text: 'mentioned this task', fields: { task: itsTask } },
  {
    subtype: 'comment_liked',
    text: 'liked a comment',
    fields: {
      story: (story, _, look) => look.ref('story', story.index),
    },
  },
  {
    subtype: 'added_to_tag',
    text: 'added a tag',
    fields: {
      tag: (_, task, look) => (task.tags[0] === undefined ? undefined : look.ref('tag', task.tags[0])),
    },
  },
];

/** The kind of a story: half are comments, the rest of all sorts. */
export function storyKindOf(story: Story, look: Look): StoryKind {
  const by = drawn(story, look);
  const place = story.text !== null || by % 2 === 0 ? 0 : (by >>> 4) % STORY_KINDS.length;
  return STORY_KINDS[place] as StoryKind;
}

/** When a comment was written, in words: the text that shows a story's language is not to be relied on. */
export function commentOf(story: Story, look: Look): string {
  return story.text ?? `${titleOf(look.world.seed, 'story', story.index)} (${instant(story.createdAt)})`;
}
