import type { Access, Project } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import type { Editor, EditResult } from './change.ts';
import { find, findIf } from './find.ts';
import { leave } from './place-edits.ts';
import { removeTask } from './task-edits.ts';

function aboutProject(world: World, project: number): EditResult {
  return { gid: world.gid('project', project) };
}

/** A project whose own fields change. What happens to its tasks does not ("does not currently reflect any changes in associations", Project.modified_at). */
function modifyProject(world: World, ref: string, now: number): Project {
  const row = world.projects.edit(find(world, 'project', ref));
  row.modifiedAt = now;
  return row;
}

/** New projects have one section, as Asana's do. */
export const addProject: Editor<'add-project'> = (world, change, now) => {
  const team = findIf(world, 'team', change.team);
  const workspace =
    team === null ? (findIf(world, 'workspace', change.workspace) ?? 0) : world.teams.get(team).workspace;
  const index = world.projects.add((added) => ({
    index: added,
    name: change.name ?? `Added project ${added}`,
    notes: null,
    workspace,
    team,
    archived: false,
    access: change.hidden === true ? 'hidden' : 'open',
    private: change.hidden === true,
    createdAt: now,
    modifiedAt: now,
  }));
  world.lists.workspaceProjects.add(workspace, index);
  newSection(world, index, 'Untitled section', now);
  return aboutProject(world, index);
};

export const renameProject: Editor<'rename-project'> = (world, change, now) => {
  const row = modifyProject(world, change.project, now);
  row.name = change.name;
  return aboutProject(world, row.index);
};

export const archiveProject: Editor<'archive-project'> = (world, change, now) => {
  const row = modifyProject(world, change.project, now);
  row.archived = true;
  return aboutProject(world, row.index);
};

export const unarchiveProject: Editor<'unarchive-project'> = (world, change, now) => {
  const row = modifyProject(world, change.project, now);
  row.archived = false;
  return aboutProject(world, row.index);
};

/** Deletes a project, and the tasks that nothing else holds: those in no other project, unassigned and nobody's subtask. */
export const deleteProject: Editor<'delete-project'> = (world, change, now) => {
  const project = find(world, 'project', change.project);
  for (const task of Array.from(world.lists.projectTasks.ids(project))) {
    if (!world.tasks.has(task)) continue;
    const { homes, assignee, parent } = world.tasks.get(task);
    if (homes.length === 1 && assignee === null && parent === null) removeTask(world, task);
    else leave(world, task, project, now);
  }
  for (const section of Array.from(world.lists.projectSections.ids(project))) world.sections.remove(section);
  for (let portfolio = 0; portfolio < world.portfolios.end(); portfolio += 1) {
    world.lists.portfolioItems.remove(portfolio, project);
  }
  supportNoGoal(world, project);
  world.lists.workspaceProjects.remove(world.projects.get(project).workspace, project);
  world.projects.remove(project);
  return aboutProject(world, project);
};

/** What hangs from a project is gone with it; what leads to it has to go by itself. */
function supportNoGoal(world: World, project: number): void {
  const { relationships, lists } = world.goals;
  for (let index = 0; index < relationships.end(); index += 1) {
    if (!relationships.has(index)) continue;
    const { goal, supporting } = relationships.get(index);
    if (supporting.kind !== 'project' || supporting.index !== project) continue;
    lists.goalRelationships.remove(goal, index);
    relationships.remove(index);
  }
}

/** Who may see a project is no property of it: nothing moves, neither its `modified_at` nor its tasks. */
function give(access: Access) {
  return (world: World, change: { readonly project: string }): EditResult => {
    const row = world.projects.edit(find(world, 'project', change.project));
    row.access = access;
    return aboutProject(world, row.index);
  };
}

export const shareProject: Editor<'share-project'> = give('open');
export const hideProject: Editor<'hide-project'> = give('hidden');
export const refuseProject: Editor<'refuse-project'> = give('refused');

export const addSection: Editor<'add-section'> = (world, change, now) => {
  const project = find(world, 'project', change.project);
  return { gid: world.gid('section', newSection(world, project, change.name ?? 'Added section', now)) };
};

function newSection(world: World, project: number, name: string, now: number): number {
  const index = world.sections.add((added) => ({ index: added, name, project, createdAt: now }));
  world.lists.projectSections.add(project, index);
  return index;
}

export const renameSection: Editor<'rename-section'> = (world, change) => {
  const row = world.sections.edit(find(world, 'section', change.section));
  row.name = change.name;
  return { gid: world.gid('section', row.index) };
};
