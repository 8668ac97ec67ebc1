import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/sandbox/edit/change.ts';
import { edit } from '../../src/sandbox/edit/edit.ts';
import { assignedKey, createWorld, type World } from '../../src/sandbox/world/world.ts';
import { openSandbox, type Row, START } from './open-sandbox.ts';

const TASKS = 12;
const someTask = fc.nat(TASKS + 6).map((index) => `task:${index}`);
const someProject = fc.nat(3).map((index) => `project:${index}`);
const someUser = fc.nat(3).map((index) => `user:${index}`);
const someTag = fc.nat(1).map((index) => `tag:${index}`);

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    type: fc.constant('add-task' as const),
    projects: fc.array(someProject, { maxLength: 2 }),
    assignee: someUser,
  }),
  fc.record({ type: fc.constant('add-task' as const), parent: someTask }),
  fc.record({ type: fc.constant('delete-task' as const), task: someTask }),
  fc.record({ type: fc.constant('assign-task' as const), task: someTask, assignee: fc.option(someUser) }),
  fc.record({
    type: fc.constant('add-to-project' as const),
    task: someTask,
    project: someProject,
    at: fc.constantFrom('top' as const, 'bottom' as const),
  }),
  fc.record({ type: fc.constant('remove-from-project' as const), task: someTask, project: someProject }),
  fc.record({ type: fc.constant('move-task' as const), task: someTask, from: someProject, to: someProject }),
  fc.record({
    type: fc.constant('set-parent' as const),
    task: someTask,
    parent: fc.option(someTask),
    keepProjects: fc.boolean(),
  }),
  fc.record({ type: fc.constant('tag-task' as const), task: someTask, tag: someTag }),
  fc.record({ type: fc.constant('untag-task' as const), task: someTask, tag: someTag }),
  fc.record({ type: fc.constant('add-story' as const), task: someTask }),
  fc.record({ type: fc.constant('delete-story' as const), story: fc.nat(60).map((index) => `story:${index}`) }),
  fc.record({ type: fc.constant('delete-project' as const), project: someProject }),
  fc.record({ type: fc.constant('add-project' as const) }),
  fc.record({ type: fc.constant('remove-user' as const), user: someUser }),
);

/** Every list says what the rows say, and the other way round. */
function assertConsistent(world: World): void {
  const { lists, tasks } = world;
  const indices = Array.from({ length: tasks.end() }, (_, index) => index);
  const there = indices.filter((index) => tasks.has(index));
  for (const index of there) {
    const task = tasks.get(index);
    expect(task.touchedAt).toBeGreaterThanOrEqual(task.modifiedAt);
    for (const { project } of task.homes) expect(lists.projectTasks.has(project, index)).toBe(true);
    for (const tag of task.tags) expect(lists.tagTasks.has(tag, index)).toBe(true);
    if (task.assignee !== null) expect(lists.assignedTasks.has(assignedKey(world, task.assignee, 0), index)).toBe(true);
    if (task.parent !== null) expect(lists.taskChildren.has(task.parent, index)).toBe(true);
    for (const story of Array.from(lists.taskStories.ids(index))) expect(world.stories.get(story).task).toBe(index);
    let depth = 0;
    for (let above = task.parent; above !== null; above = tasks.get(above).parent) depth += 1;
    expect(depth).toBeLessThanOrEqual(5);
  }
  const rowsIn = (count: number, list: (key: number) => ArrayLike<number>) =>
    Array.from({ length: count }, (_, key) => list(key).length).reduce((sum, each) => sum + each, 0);
  const sumOf = (each: (index: number) => number) => there.reduce((sum, index) => sum + each(index), 0);
  expect(rowsIn(world.projects.end(), (key) => lists.projectTasks.ids(key))).toBe(
    sumOf((index) => tasks.get(index).homes.length),
  );
  expect(rowsIn(world.users.end(), (key) => lists.assignedTasks.ids(key))).toBe(
    sumOf((index) => (tasks.get(index).assignee === null ? 0 : 1)),
  );
  expect(rowsIn(tasks.end(), (key) => lists.taskChildren.ids(key))).toBe(
    sumOf((index) => (tasks.get(index).parent === null ? 0 : 1)),
  );
  expect(rowsIn(world.tags.end(), (key) => lists.tagTasks.ids(key))).toBe(
    sumOf((index) => tasks.get(index).tags.length),
  );
}

test('whatever is changed, rows and lists agree, and what cannot be changes nothing', () => {
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 40 }), (all) => {
      const sizes = { projects: 3, tasks: TASKS, looseTasks: 2, subtasks: 6, subtaskParents: 4, users: 4, tags: 2 };
      const world = createWorld({ now: START, sizes }, 4);
      for (const [at, change] of all.entries()) {
        try {
          edit(world, change, START + at);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
        assertConsistent(world);
      }
    }),
    { numRuns: 100 },
  );
});

describe('a change that cannot be made says why', () => {
  const { sandbox } = openSandbox({ sizes: { workspaces: 2, projects: 6, users: 6 } });
  const inFirst = Array.from({ length: 20 }, (_, index) => index).find(
    (index) => sandbox.world.tasks.get(index).workspace === 0,
  );
  const task = `task:${inFirst}`;

  test.each<[Change | { type: 'explode' }, RegExp]>([
    [{ type: 'explode' }, /no such change: explode/],
    [{ type: 'rename-task', task: 'task:99999', name: 'x' }, /no such task: task:99999/],
    [{ type: 'rename-task', task: 'project:0', name: 'x' }, /no such task: project:0/],
    [{ type: 'rename-task', task: '17', name: 'x' }, /no such task: 17/],
    [{ type: 'add-to-project', task, project: 'project:1' }, /another workspace/],
    [{ type: 'set-parent', task, parent: task }, /below itself/],
    [{ type: 'add-team', workspace: 'workspace:1' }, /organizations/],
  ])('%o', (change, message) => {
    expect(() => sandbox.edit(change as Change)).toThrow(message);
  });

  test('a sixth level of subtasks', () => {
    let parent = sandbox.edit({ type: 'add-task', projects: ['project:0'] }).gid;
    for (let level = 0; level < 5; level += 1) parent = sandbox.edit({ type: 'add-task', parent }).gid;
    expect(() => sandbox.edit({ type: 'add-task', parent })).toThrow(/5 levels/);
    const other = sandbox.edit({ type: 'add-task', projects: ['project:0'] }).gid;
    expect(() => sandbox.edit({ type: 'set-parent', task: other, parent })).toThrow(/5 levels/);
  });

  test('a task for somebody of another workspace', () => {
    const { workspaceUsers } = sandbox.world.lists;
    const stranger = Array.from(workspaceUsers.ids(1)).find((user) => !workspaceUsers.has(0, user));
    expect(() => sandbox.edit({ type: 'assign-task', task, assignee: `user:${stranger}` })).toThrow(
      /not in that workspace/,
    );
  });
});

describe('what is added can be read', () => {
  const { sandbox, all, get, gid } = openSandbox();
  const workspace = gid('workspace', 0);

  test('a project with its section, tasks, subtasks and comments', () => {
    const project = sandbox.edit({ type: 'add-project', name: 'New project', team: 'team:0' }).gid;
    sandbox.edit({ type: 'add-section', project, name: 'Second' });
    const task = sandbox.edit({ type: 'add-task', projects: [project], assignee: 'user:1', name: 'New task' }).gid;
    const subtask = sandbox.edit({ type: 'add-task', parent: task }).gid;
    const story = sandbox.edit({ type: 'add-story', task: subtask, text: 'Hello', author: 'user:1' }).gid;
    expect(all('/projects', { workspace }).map((row) => row.gid)).toContain(project);
    expect(all(`/projects/${project}/sections`).map((row) => row['name'])).toEqual(['Untitled section', 'Second']);
    expect(all('/tasks', { project }).map((row) => [row.gid, row['name']])).toEqual([[task, 'New task']]);
    expect(all(`/tasks/${task}/subtasks`).map((row) => row.gid)).toEqual([subtask]);
    expect(all(`/tasks/${subtask}/stories`)).toMatchObject([
      { gid: story, text: 'Hello', resource_subtype: 'comment_added' },
    ]);
    expect(get(`/tasks/${task}`).one['memberships']).toMatchObject([
      { project: { gid: project }, section: { name: 'Untitled section' } },
    ]);
    sandbox.edit({ type: 'edit-story', story, text: 'Hello again' });
    expect(get(`/stories/${story}`).one).toMatchObject({ text: 'Hello again', is_edited: true });
    expect(get(`/stories/${story}`).one).not.toHaveProperty('html_text');
  });

  test('users, teams, tags and portfolios', () => {
    const user = sandbox.edit({ type: 'add-user', name: 'Newcomer' }).gid;
    const team = sandbox.edit({ type: 'add-team', name: 'New team' }).gid;
    const tag = sandbox.edit({ type: 'add-tag', name: 'new' }).gid;
    const portfolio = sandbox.edit({ type: 'add-portfolio', items: ['project:0', 'portfolio:0'] }).gid;
    sandbox.edit({ type: 'add-to-portfolio', portfolio, item: 'project:1' });
    sandbox.edit({ type: 'remove-from-portfolio', portfolio, item: 'project:0' });
    sandbox.edit({ type: 'rename-tag', tag, name: 'newer' });
    sandbox.edit({ type: 'tag-task', task: 'task:0', tag });
    expect(all('/users', { workspace }).at(-1)).toMatchObject({ gid: user, name: 'Newcomer' });
    expect(get(`/workspaces/${workspace}/teams`).list.at(-1)).toMatchObject({ gid: team });
    expect(get(`/teams/${team}/users`).list).toHaveLength(1);
    expect(all('/tags', { workspace }).at(-1)).toMatchObject({ gid: tag, name: 'newer' });
    expect(all('/tasks', { tag }).map((row) => row.gid)).toEqual([gid('task', 0)]);
    expect(all('/portfolios', { workspace, owner: 'me' }).at(-1)?.gid).toBe(portfolio);
    expect(all(`/portfolios/${portfolio}/items`).map((row) => row['resource_type'])).toEqual(['portfolio', 'project']);
  });

  test('a custom field’s value', () => {
    const { sandbox: own, get: read, gid: name } = openSandbox();
    const index =
      Array.from({ length: 100 }, (_, at) => at).find((at) => own.world.tasks.get(at).homes[0]?.project === 0) ?? 0;
    const valuesOf = () => read(`/tasks/${name('task', index)}`).one['custom_fields'] as Row[];
    const set = (field: string, value: string) =>
      own.edit({ type: 'set-custom-field', task: `task:${index}`, field, value });
    for (const [field, value] of [
      ['text', 'näher'],
      ['number', '12.5'],
      ['enum', 'Low'],
    ] as const) {
      set(valuesOf().find((row) => row['type'] === field)?.gid ?? '', value);
    }
    expect(valuesOf()).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ type: 'text', text_value: 'näher', display_value: 'näher' }),
        expect.objectContaining({ type: 'number', number_value: 12.5 }),
        expect.objectContaining({ type: 'enum', enum_value: expect.objectContaining({ name: 'Low' }) }),
      ]),
    );
  });
});

test('a removed user’s tasks are nobody’s, and their teams do without them', () => {
  const { sandbox, all, get, gid } = openSandbox();
  const inTeams = () => [0, 1].flatMap((team) => get(`/teams/${gid('team', team)}/users`).list.map((row) => row.gid));
  const assigned = (user: number) => sandbox.world.lists.assignedTasks.ids(user).length;
  const user = [1, 2, 3, 4, 5].find((index) => inTeams().includes(gid('user', index)) && assigned(index) > 0) ?? -1;
  sandbox.edit({ type: 'remove-user', user: `user:${user}` });
  expect(all('/users', { workspace: gid('workspace', 0) }).map((row) => row.gid)).not.toContain(gid('user', user));
  expect(assigned(user)).toBe(0);
  expect(inTeams()).not.toContain(gid('user', user));
});

test('editSome changes exactly the share asked for, each task once, the same for a seed', () => {
  const changed = (share: number) => {
    const { sandbox, pass } = openSandbox({ sizes: { tasks: 900, subtasks: 100, subtaskParents: 50 } });
    pass(1000);
    sandbox.editSome(share);
    const indices = Array.from({ length: 1000 }, (_, index) => index);
    return indices.filter((index) => sandbox.world.tasks.get(index).modifiedAt === START + 1000);
  };
  expect(changed(0.01)).toHaveLength(10);
  expect(changed(1)).toHaveLength(1000);
  expect(changed(0)).toHaveLength(0);
  expect(changed(0.05)).toEqual(changed(0.05));
});
