import type { Parent } from '../world/rows.ts';
import type { AttachedKind, UpdatedKind } from '../world/work-rows.ts';
import type { World } from '../world/world.ts';
import type { Editor, Ref } from './change.ts';
import { find, findAmong } from './find.ts';
import { modify } from './task-edits.ts';

/** The lists of attachments, by what they hang from. */
function attachmentsOf({ work }: World, kind: AttachedKind) {
  const { taskAttachments, projectAttachments, briefAttachments } = work.lists;
  return { task: taskAttachments, project: projectAttachments, project_brief: briefAttachments }[kind];
}

/** "`attachments`" is among the fields that move a task's `modified_at` when they are updated (specification, Task.modified_at). */
export const addAttachment: Editor<'add-attachment'> = (world, change, now) => {
  const parent = findAmong(world, ['task', 'project', 'project_brief'], change.parent);
  if (parent.kind === 'task') modify(world, parent.index, now);
  const index = world.work.attachments.add((added) => ({ index: added, parent, createdAt: now }));
  attachmentsOf(world, parent.kind).add(parent.index, index);
  return { gid: world.gid('attachment', index) };
};

/** "Attachment is trashed on a task" moves it too. */
export const deleteAttachment: Editor<'delete-attachment'> = (world, change, now) => {
  const attachment = find(world, 'attachment', change.attachment);
  const { parent } = world.work.attachments.get(attachment);
  if (parent.kind === 'task') modify(world, parent.index, now);
  attachmentsOf(world, parent.kind).remove(parent.index, attachment);
  world.work.attachments.remove(attachment);
  return { gid: world.gid('attachment', attachment) };
};

function updatesOf({ work }: World, kind: UpdatedKind) {
  const { projectUpdates, portfolioUpdates, goalUpdates } = work.lists;
  return { project: projectUpdates, portfolio: portfolioUpdates, goal: goalUpdates }[kind];
}

/** A new update of a project is a new project status as well. */
export const addStatusUpdate: Editor<'add-status-update'> = (world, change, now) => {
  const parent = updatedObject(world, change.parent);
  const { statusUpdates, projectStatuses, lists } = world.work;
  const make = (index: number) => ({ index, parent, text: change.text ?? `Added update ${index}`, createdAt: now });
  const index = statusUpdates.add(make);
  updatesOf(world, parent.kind).add(parent.index, index);
  if (parent.kind === 'project') lists.projectStatuses.add(parent.index, projectStatuses.add(make));
  return { gid: world.gid('status_update', index) };
};

function updatedObject(world: World, ref: Ref): Parent<UpdatedKind> {
  return findAmong(world, ['project', 'portfolio', 'goal'], ref);
}

/** Updates "can be created and deleted, but not modified" (specification, status updates). */
export const deleteStatusUpdate: Editor<'delete-status-update'> = (world, change) => {
  const update = find(world, 'status_update', change.update);
  const { parent } = world.work.statusUpdates.get(update);
  updatesOf(world, parent.kind).remove(parent.index, update);
  world.work.statusUpdates.remove(update);
  return { gid: world.gid('status_update', update) };
};
