import type { Editor } from './change.ts';
import { find, findIf } from './find.ts';
import { modify, touch } from './task-edits.ts';

/** "Story is created on a task" moves the task's `modified_at` (specification, Task.modified_at). */
export const addStory: Editor<'add-story'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  const createdBy = findIf(world, 'user', change.author) ?? 0;
  modify(world, task, now);
  const index = world.stories.add((added) => ({
    index: added,
    task,
    text: change.text ?? `Added comment ${added}`,
    createdAt: now,
    createdBy,
    edited: false,
  }));
  world.lists.taskStories.add(task, index);
  return { gid: world.gid('story', index) };
};

/** "Comments can be edited (is_edited) without a modified_at on the story". */
export const editStory: Editor<'edit-story'> = (world, change, now) => {
  const row = world.stories.edit(find(world, 'story', change.story));
  row.text = change.text;
  row.edited = true;
  if (change.touch === true) touch(world, row.task, now);
  return { gid: world.gid('story', row.index) };
};

/** "Story is trashed on a task" moves the task's `modified_at`. */
export const deleteStory: Editor<'delete-story'> = (world, change, now) => {
  const story = find(world, 'story', change.story);
  const { task } = world.stories.get(story);
  modify(world, task, now);
  world.lists.taskStories.remove(task, story);
  world.stories.remove(story);
  return { gid: world.gid('story', story) };
};
