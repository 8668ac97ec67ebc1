import type { World } from '../world/world.ts';
import type { AnyChangeType, Change, Editor, EditResult } from './change.ts';
import * as further from './further-edits.ts';
import * as people from './people-edits.ts';
import * as places from './place-edits.ts';
import * as portfolios from './portfolio-edits.ts';
import * as projects from './project-edits.ts';
import * as stories from './story-edits.ts';
import * as tasks from './task-edits.ts';
import * as work from './work-edits.ts';

const EDITORS: { readonly [T in AnyChangeType]: Editor<T> } = {
  'add-task': tasks.addTask,
  'rename-task': tasks.renameTask,
  'describe-task': tasks.describeTask,
  'complete-task': tasks.completeTask,
  'assign-task': tasks.assignTask,
  'set-custom-field': tasks.setCustomField,
  'delete-task': tasks.deleteTask,
  'add-to-project': places.addToProject,
  'remove-from-project': places.removeFromProject,
  'move-task': places.moveTask,
  'set-parent': places.setParent,
  'tag-task': places.tagTask,
  'untag-task': places.untagTask,
  'add-story': stories.addStory,
  'edit-story': stories.editStory,
  'delete-story': stories.deleteStory,
  'add-project': projects.addProject,
  'rename-project': projects.renameProject,
  'archive-project': projects.archiveProject,
  'unarchive-project': projects.unarchiveProject,
  'delete-project': projects.deleteProject,
  'share-project': projects.shareProject,
  'hide-project': projects.hideProject,
  'refuse-project': projects.refuseProject,
  'add-section': projects.addSection,
  'rename-section': projects.renameSection,
  'add-tag': people.addTag,
  'rename-tag': people.renameTag,
  'add-user': people.addUser,
  'remove-user': people.removeUser,
  'add-team': people.addTeam,
  'add-portfolio': portfolios.addPortfolio,
  'add-to-portfolio': portfolios.addToPortfolio,
  'remove-from-portfolio': portfolios.removeFromPortfolio,
  'block-workspace': people.blockWorkspace,
  'unblock-workspace': people.unblockWorkspace,
  'add-attachment': work.addAttachment,
  'delete-attachment': work.deleteAttachment,
  'add-status-update': work.addStatusUpdate,
  'delete-status-update': work.deleteStatusUpdate,
  'add-goal': further.addGoal,
  'rename-goal': further.renameGoal,
  'add-time-entry': further.addTimeEntry,
  'edit-time-entry': further.editTimeEntry,
  'delete-time-entry': further.deleteTimeEntry,
  'add-audit-event': further.addAuditEvent,
};

/** Every type of change. */
export const CHANGE_TYPES = Object.keys(EDITORS) as AnyChangeType[];

/**
 * Makes one change to a world at a moment (epoch ms), moving `modified_at` and what `modified_since` sees by Asana's rules.
 * Returns the gid of what was added or changed. Throws a RangeError, and changes nothing, where the change cannot be made.
 */
export function edit(world: World, change: Change, now: number): EditResult {
  const editor = EDITORS[change.type] as ((world: World, change: Change, now: number) => EditResult) | undefined;
  if (editor === undefined) throw new RangeError(`no such change: ${change.type}`);
  return editor(world, change, now);
}
