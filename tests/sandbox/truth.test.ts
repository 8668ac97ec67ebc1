import { describe, expect, test } from 'vitest';
import { TRUTH_STREAMS } from '../../src/sandbox/truth.ts';
import type { Sizes } from '../../src/sandbox/world/sizes.ts';
import { type Opened, openSandbox, type Row } from './open-sandbox.ts';

/** Reads everything the way a full sync would, without looking inside. */
function readAll({ all, get }: Opened): Record<string, string[]> {
  const gids = (rows: readonly Row[]) => [...new Set(rows.map((row) => row.gid))].sort();
  const workspaces = get('/workspaces').list;
  const per = (read: (workspace: string) => Row[]) => workspaces.flatMap((row) => read(row.gid));
  const projects = per((workspace) => all('/projects', { workspace }));
  const readable = projects.filter((row) => get('/tasks', { project: row.gid, limit: 1 }).status === 200);
  const fields = { opt_fields: 'parent,num_subtasks' };
  const assigned = per((workspace) =>
    all('/users', { workspace }).flatMap((user) => all('/tasks', { assignee: user.gid, workspace, ...fields })),
  );
  const listed = readable.flatMap((row) => all('/tasks', { project: row.gid, ...fields }));
  const tasks = [...listed, ...assigned.filter((row) => row['parent'] === null)];
  const subtasks = new Map(assigned.filter((row) => row['parent'] !== null).map((row) => [row.gid, row]));
  const open = new Map([...tasks, ...subtasks.values()].map((row) => [row.gid, row]));
  for (const [gid, row] of open) {
    if (Number(row['num_subtasks']) === 0) continue;
    for (const child of all(`/tasks/${gid}/subtasks`, fields)) {
      subtasks.set(child.gid, child);
      open.set(child.gid, child);
    }
  }
  return {
    workspaces: gids(workspaces),
    users: gids(per((workspace) => all('/users', { workspace }))),
    teams: gids(per((workspace) => get(`/workspaces/${workspace}/teams`).list)),
    projects: gids(projects),
    sections: gids(readable.flatMap((row) => all(`/projects/${row.gid}/sections`))),
    tags: gids(per((workspace) => all('/tags', { workspace }))),
    portfolios: gids(per((workspace) => all('/portfolios', { workspace, owner: 'me' }))),
    tasks: gids(tasks),
    subtasks: gids([...subtasks.values()]),
    stories: gids([...open.keys()].flatMap((gid) => all(`/tasks/${gid}/stories`))),
  };
}

function truthOf({ sandbox }: Opened): Record<string, string[]> {
  const truth = sandbox.truth();
  return Object.fromEntries(TRUTH_STREAMS.map((stream) => [stream, [...truth[stream]].sort()]));
}

const worlds: [string, Partial<Sizes>][] = [
  ['the small default', {}],
  ['two workspaces, one of them plain', { workspaces: 2, projects: 8, users: 9, tags: 5, portfolios: 4 }],
  ['private projects of others', { projects: 8, hiddenProjects: 3, placedSubtasks: 6 }],
  ['nothing in it', { projects: 0, tasks: 0, subtasks: 0, tags: 0, portfolios: 0, teams: 0 }],
];

describe('the truth is what a full read ends with', () => {
  test.each(worlds)('%s', (_, sizes) => {
    const opened = openSandbox({ sizes });
    expect(readAll(opened)).toEqual(truthOf(opened));
  });

  test('after all sorts of edits', () => {
    const opened = openSandbox({ sizes: { projects: 6, hiddenProjects: 2 }, refused: ['project:3'] });
    const { sandbox, gid } = opened;
    const hidden = [0, 1, 2, 3, 4, 5].find((index) => sandbox.world.projects.get(index).access === 'hidden');
    const check = () => expect(readAll(opened)).toEqual(truthOf(opened));
    sandbox.editSome(0.1);
    sandbox.edit({ type: 'share-project', project: gid('project', hidden ?? 0) });
    check();
    sandbox.edit({ type: 'delete-project', project: 'project:4' });
    sandbox.edit({ type: 'add-task', parent: 'task:1', assignee: 'user:1' });
    sandbox.edit({ type: 'set-parent', task: 'task:7', parent: 'task:9' });
    sandbox.edit({ type: 'set-parent', task: 'task:110', parent: null });
    check();
    sandbox.edit({ type: 'remove-user', user: 'user:2' });
    sandbox.edit({ type: 'delete-task', task: 'task:2' });
    sandbox.edit({ type: 'refuse-project', project: 'project:0' });
    check();
  });
});

describe('the truth of a part', () => {
  const { sandbox, gid, all } = openSandbox();
  const whole = sandbox.truth();

  test('without assigned lists leaves loose tasks out', () => {
    expect(whole.tasks).toHaveLength(102);
    expect(sandbox.truth({ assigned: false }).tasks).toHaveLength(96);
  });

  test('of some projects has their children alone, but all projects', () => {
    const part = sandbox.truth({ projects: [gid('project', 1)] });
    expect(part.projects).toEqual(whole.projects);
    expect([...part.tasks].sort()).toEqual(
      all('/tasks', { project: gid('project', 1) })
        .map((row) => row.gid)
        .sort(),
    );
    expect(part.sections).toHaveLength(3);
  });

  test('without archived projects has their rows, but not their children', () => {
    const part = sandbox.truth({ archived: false, assigned: false });
    expect(part.projects).toHaveLength(5);
    expect(part.sections).toHaveLength(12);
  });

  test('of another workspace is empty', () => {
    expect(Object.values(sandbox.truth({ workspaces: ['1'] })).flat()).toEqual([]);
  });

  test('stories are those of all tasks and subtasks', () => {
    expect(whole.stories).toHaveLength((100 + 30) * 3);
  });
});

test('an object is to be had by gid, as the API shows it', () => {
  const { sandbox, get, gid } = openSandbox();
  for (const [kind, path] of [
    ['task', 'tasks'],
    ['project', 'projects'],
    ['story', 'stories'],
    ['user', 'users'],
  ] as const) {
    expect(sandbox.object(gid(kind, 0))).toEqual(get(`/${path}/${gid(kind, 0)}`).one);
  }
  expect(sandbox.object(gid('task', 0), 'name')).toEqual({
    gid: gid('task', 0),
    name: sandbox.world.tasks.get(0).name,
  });
  expect(sandbox.object('123')).toBeNull();
  expect(sandbox.object(gid('enum_option', 0))).toBeNull();
});
