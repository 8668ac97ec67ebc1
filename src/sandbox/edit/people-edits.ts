import { assignedKey } from '../world/world.ts';
import type { Editor } from './change.ts';
import { find, findIf } from './find.ts';
import { assign, modify } from './task-edits.ts';

export const addTag: Editor<'add-tag'> = (world, change, now) => {
  const workspace = findIf(world, 'workspace', change.workspace) ?? 0;
  const name = change.name ?? 'added';
  const index = world.tags.add((added) => ({ index: added, name, workspace, createdAt: now }));
  world.lists.workspaceTags.add(workspace, index);
  return { gid: world.gid('tag', index) };
};

/** A rename leaves no date: tags have none but `created_at`. */
export const renameTag: Editor<'rename-tag'> = (world, change) => {
  const row = world.tags.edit(find(world, 'tag', change.tag));
  row.name = change.name;
  return { gid: world.gid('tag', row.index) };
};

export const addUser: Editor<'add-user'> = (world, change) => {
  const workspace = findIf(world, 'workspace', change.workspace) ?? 0;
  const index = world.users.add((added) => ({
    index: added,
    name: change.name ?? `Added user ${added}`,
    email: `user${added + 1}@example.com`,
  }));
  world.lists.workspaceUsers.add(workspace, index);
  return { gid: world.gid('user', index) };
};

/** Takes a user out of a workspace and its teams; their tasks there lose their assignee, which moves `modified_at`. */
export const removeUser: Editor<'remove-user'> = (world, change, now) => {
  const user = find(world, 'user', change.user);
  const workspace = findIf(world, 'workspace', change.workspace) ?? 0;
  for (const task of Array.from(world.lists.assignedTasks.ids(assignedKey(world, user, workspace)))) {
    assign(world, modify(world, task, now), null);
  }
  for (const team of Array.from(world.lists.workspaceTeams.ids(workspace))) world.lists.teamUsers.remove(team, user);
  world.lists.workspaceUsers.remove(workspace, user);
  return { gid: world.gid('user', user) };
};

export const addTeam: Editor<'add-team'> = (world, change) => {
  const workspace = findIf(world, 'workspace', change.workspace) ?? 0;
  if (!world.workspaces.get(workspace).organization) throw new RangeError('teams exist in organizations alone');
  const index = world.teams.add((added) => ({ index: added, name: change.name ?? `Added team ${added}`, workspace }));
  world.lists.workspaceTeams.add(workspace, index);
  world.lists.teamUsers.add(index, 0);
  return { gid: world.gid('team', index) };
};

export const blockWorkspace: Editor<'block-workspace'> = (world, change) => {
  const row = world.workspaces.edit(find(world, 'workspace', change.workspace));
  row.blocked = true;
  return { gid: world.gid('workspace', row.index) };
};

export const unblockWorkspace: Editor<'unblock-workspace'> = (world, change) => {
  const row = world.workspaces.edit(find(world, 'workspace', change.workspace));
  row.blocked = false;
  return { gid: world.gid('workspace', row.index) };
};
