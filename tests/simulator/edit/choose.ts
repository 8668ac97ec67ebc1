import type { AnyChangeType, Change, ChangeType, Ref } from '../../../src/sandbox/edit/change.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import type { Dice } from '../dice.ts';
import { FURTHER_CHOOSERS } from './choose-further.ts';
import { type Chooser, NothingThere, one } from './one.ts';

/** @returns a change of a kind. Throws NothingThere */
export function chooseChange(kind: AnyChangeType, world: World, dice: Dice, now: number): Change {
  return ALL[kind](world, dice, now);
}

function indexOf(ref: Ref): number {
  return Number(ref.split(':')[1]);
}

/** A project of the task's own workspace. */
function projectFor(world: World, dice: Dice, task: Ref): Ref {
  const { workspace } = world.tasks.get(indexOf(task));
  const own = Array.from(world.lists.workspaceProjects.ids(workspace));
  if (own.length === 0) throw new NothingThere('project');
  return `project:${dice.pick(own)}`;
}

function homeOf(world: World, dice: Dice, task: Ref): Ref {
  const { homes } = world.tasks.get(indexOf(task));
  if (homes.length === 0) throw new NothingThere('home');
  return `project:${dice.pick(homes).project}`;
}

function userFor(world: World, dice: Dice, task: Ref): Ref | null {
  const { workspace } = world.tasks.get(indexOf(task));
  if (dice.chance(0.25)) return null;
  return `user:${dice.pick(Array.from(world.lists.workspaceUsers.ids(workspace)))}`;
}

/** A task to hang another one below: of the same workspace. */
function parentFor(world: World, dice: Dice, task: Ref): Ref | null {
  if (dice.chance(0.35)) return null;
  const { workspace } = world.tasks.get(indexOf(task));
  const parent = one(world, dice, 'task');
  if (world.tasks.get(indexOf(parent)).workspace !== workspace) throw new NothingThere('parent');
  return parent;
}

function addTask(world: World, dice: Dice): Change {
  const name = `New ${dice.int(0, 999)}`;
  if (dice.chance(0.35)) return { type: 'add-task', name, parent: one(world, dice, 'task') };
  if (dice.chance(0.3)) {
    const workspace = one(world, dice, 'workspace');
    const user = dice.pick(Array.from(world.lists.workspaceUsers.ids(indexOf(workspace))));
    return { type: 'add-task', name, workspace, assignee: `user:${user}` };
  }
  return { type: 'add-task', name, projects: [one(world, dice, 'project')] };
}

const onTask =
  <T extends object>(make: (task: Ref, world: World, dice: Dice) => Change & T): Chooser =>
  (world, dice) =>
    make(one(world, dice, 'task'), world, dice);

const onProject =
  (
    type:
      | 'archive-project'
      | 'unarchive-project'
      | 'delete-project'
      | 'share-project'
      | 'hide-project'
      | 'refuse-project',
  ): Chooser =>
  (world, dice) => ({ type, project: one(world, dice, 'project') });

const CHOOSERS: Readonly<Record<ChangeType, Chooser>> = {
  'add-task': addTask,
  'rename-task': onTask((task, _, dice) => ({ type: 'rename-task', task, name: `Renamed ${dice.int(0, 9999)}` })),
  'describe-task': onTask((task, _, dice) => ({ type: 'describe-task', task, notes: `Notes ${dice.int(0, 9999)}` })),
  'complete-task': onTask((task, _, dice) => ({ type: 'complete-task', task, completed: dice.chance(0.6) })),
  'assign-task': onTask((task, world, dice) => ({ type: 'assign-task', task, assignee: userFor(world, dice, task) })),
  'set-custom-field': onTask((task, world, dice) => {
    const end = world.customFields.end();
    if (end === 0) throw new NothingThere('custom_field');
    const value = String(dice.int(0, 99));
    return { type: 'set-custom-field', task, field: `custom_field:${dice.int(0, end - 1)}`, value };
  }),
  'delete-task': onTask((task) => ({ type: 'delete-task', task })),
  'add-to-project': onTask((task, world, dice) => ({
    type: 'add-to-project',
    task,
    project: projectFor(world, dice, task),
    at: dice.pick(['top', 'bottom']),
  })),
  'remove-from-project': onTask((task, world, dice) => ({
    type: 'remove-from-project',
    task,
    project: homeOf(world, dice, task),
  })),
  'move-task': onTask((task, world, dice) => ({
    type: 'move-task',
    task,
    from: homeOf(world, dice, task),
    to: projectFor(world, dice, task),
    at: dice.pick(['top', 'bottom']),
  })),
  'set-parent': onTask((task, world, dice) => ({
    type: 'set-parent',
    task,
    parent: parentFor(world, dice, task),
    keepProjects: dice.chance(0.3),
  })),
  'tag-task': onTask((task, world, dice) => ({ type: 'tag-task', task, tag: one(world, dice, 'tag') })),
  'untag-task': onTask((task, world, dice) => ({ type: 'untag-task', task, tag: one(world, dice, 'tag') })),
  'add-story': onTask((task, _, dice) => ({ type: 'add-story', task, text: `Comment ${dice.int(0, 9999)}` })),
  'edit-story': (world, dice) => ({
    type: 'edit-story',
    story: one(world, dice, 'story'),
    text: `Edited ${dice.int(0, 9999)}`,
    touch: dice.chance(0.5),
  }),
  'delete-story': (world, dice) => ({ type: 'delete-story', story: one(world, dice, 'story') }),
  'add-project': (world, dice) => ({
    type: 'add-project',
    workspace: one(world, dice, 'workspace'),
    hidden: dice.chance(0.15),
  }),
  'rename-project': (world, dice) => ({
    type: 'rename-project',
    project: one(world, dice, 'project'),
    name: `Renamed ${dice.int(0, 9999)}`,
  }),
  'archive-project': onProject('archive-project'),
  'unarchive-project': onProject('unarchive-project'),
  'delete-project': onProject('delete-project'),
  'share-project': onProject('share-project'),
  'hide-project': onProject('hide-project'),
  'refuse-project': onProject('refuse-project'),
  'add-section': (world, dice) => ({ type: 'add-section', project: one(world, dice, 'project') }),
  'rename-section': (world, dice) => ({
    type: 'rename-section',
    section: one(world, dice, 'section'),
    name: `Renamed ${dice.int(0, 9999)}`,
  }),
  'add-tag': (world, dice) => ({ type: 'add-tag', workspace: one(world, dice, 'workspace') }),
  'rename-tag': (world, dice) => ({
    type: 'rename-tag',
    tag: one(world, dice, 'tag'),
    name: `Renamed ${dice.int(0, 9999)}`,
  }),
  'add-user': (world, dice) => ({ type: 'add-user', workspace: one(world, dice, 'workspace') }),
  'remove-user': (world, dice) => {
    const user = one(world, dice, 'user');
    // The first one is the reader, whose own workspace would be gone.
    if (user === 'user:0') throw new NothingThere('user');
    return { type: 'remove-user', user, workspace: one(world, dice, 'workspace') };
  },
  'add-team': (world, dice) => ({ type: 'add-team', workspace: one(world, dice, 'workspace') }),
  'add-portfolio': (world, dice) => ({ type: 'add-portfolio', workspace: one(world, dice, 'workspace') }),
  'add-to-portfolio': (world, dice) => ({
    type: 'add-to-portfolio',
    portfolio: one(world, dice, 'portfolio'),
    item: one(world, dice, dice.chance(0.9) ? 'project' : 'portfolio'),
  }),
  'remove-from-portfolio': (world, dice) => ({
    type: 'remove-from-portfolio',
    portfolio: one(world, dice, 'portfolio'),
    item: one(world, dice, 'project'),
  }),
  'block-workspace': (world, dice) => ({ type: 'block-workspace', workspace: one(world, dice, 'workspace') }),
  'unblock-workspace': (world, dice) => ({ type: 'unblock-workspace', workspace: one(world, dice, 'workspace') }),
};

const ALL: Readonly<Record<AnyChangeType, Chooser>> = { ...CHOOSERS, ...FURTHER_CHOOSERS };
