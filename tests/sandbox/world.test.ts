import { describe, expect, test } from 'vitest';
import { readGid } from '../../src/sandbox/world/gid.ts';
import { createWorld, type World } from '../../src/sandbox/world/world.ts';
import { START } from './open-sandbox.ts';

const ASKED = {
  projects: 500,
  tasks: 10_000,
  multiHomedTasks: 500,
  looseTasks: 100,
  subtasks: 2000,
  subtaskParents: 1000,
  storiesPerTask: 3,
  users: 20,
};

function tasksOf(world: World) {
  return Array.from({ length: world.tasks.end() }, (_, index) => world.tasks.get(index));
}

describe('a world has exactly the sizes asked for', () => {
  const world = createWorld({ now: START, sizes: ASKED }, 1);
  const tasks = tasksOf(world);
  const roots = tasks.filter((task) => task.parent === null);

  test('tasks, those in two projects, loose ones', () => {
    expect(roots).toHaveLength(10_000);
    expect(roots.filter((task) => task.homes.length === 2)).toHaveLength(500);
    expect(roots.filter((task) => task.homes.length === 0)).toHaveLength(100);
    expect(new Set(roots.flatMap((task) => task.homes.map((home) => home.project))).size).toBeGreaterThan(400);
  });

  test('loose tasks are all assigned, for nobody could list them otherwise', () => {
    expect(roots.filter((task) => task.homes.length === 0 && task.assignee === null)).toHaveLength(0);
  });

  test('subtasks under exactly so many parents, five levels deep', () => {
    const subtasks = tasks.filter((task) => task.parent !== null);
    expect(subtasks).toHaveLength(2000);
    expect(new Set(subtasks.map((task) => task.parent)).size).toBe(1000);
    const level = (index: number): number => {
      const { parent } = world.tasks.get(index);
      return parent === null ? 0 : 1 + level(parent);
    };
    expect(Math.max(...subtasks.map((task) => level(task.index)))).toBe(5);
  });

  test('stories of tasks and subtasks alike', () => {
    expect(world.stories.size()).toBe(36_000);
    expect(world.lists.taskStories.ids(11_999)).toHaveLength(3);
  });

  test('lists hold each task as often as its row says', () => {
    let listed = 0;
    for (let project = 0; project < 500; project += 1) listed += world.lists.projectTasks.ids(project).length;
    expect(listed).toBe(tasks.reduce((sum, task) => sum + task.homes.length, 0));
  });
});

test.each([
  { subtasks: 7, subtaskParents: 7, subtaskDepth: 5, tasks: 3 },
  { subtasks: 15, subtaskParents: 15, subtaskDepth: 5, tasks: 3 },
  { subtasks: 9, subtaskParents: 3, subtaskDepth: 1, tasks: 3 },
  { subtasks: 1, subtaskParents: 1, subtaskDepth: 5, tasks: 1 },
  { subtasks: 0, subtaskParents: 0, subtaskDepth: 5, tasks: 4 },
])('subtasks fit even where it is tight: %o', (sizes) => {
  const world = createWorld(
    { now: START, sizes: { ...sizes, looseTasks: 0, multiHomedTasks: 0, placedSubtasks: 0 } },
    3,
  );
  const subtasks = tasksOf(world).filter((task) => task.parent !== null);
  expect(subtasks).toHaveLength(sizes.subtasks);
  expect(new Set(subtasks.map((task) => task.parent)).size).toBe(sizes.subtaskParents);
});

test('sizes that cannot be met are all named at once', () => {
  const asked = () =>
    createWorld({ now: START, sizes: { projects: 1, multiHomedTasks: 3, archivedProjects: 2, users: -1 } }, 1);
  expect(asked).toThrow(/users: -1.*archivedProjects.*multiHomedTasks/s);
});

test('defaults give way to what was asked for', () => {
  const world = createWorld({ now: START, sizes: { projects: 0, tasks: 2 } }, 1);
  expect(tasksOf(world).filter((task) => task.parent === null && task.homes.length === 0)).toHaveLength(2);
});

test('the same seed makes the same world, another seed another', () => {
  const text = (seed: number) => JSON.stringify(tasksOf(createWorld({ now: START }, seed)));
  expect(text(7)).toBe(text(7));
  expect(text(7)).not.toBe(text(8));
});

test('what is asked first changes nothing', () => {
  const forward = createWorld({ now: START }, 5);
  const backward = createWorld({ now: START }, 5);
  const last = Array.from({ length: 130 }, (_, n) => backward.tasks.get(129 - n)).reverse();
  expect(last).toEqual(Array.from({ length: 130 }, (_, n) => forward.tasks.get(n)));
});

test('gids have 16 digits, differ across kinds, and say what they are to their own world only', () => {
  const world = createWorld({ now: START }, 5);
  const kinds = ['workspace', 'user', 'project', 'task', 'story', 'like', 'custom_field'] as const;
  const gids = kinds.flatMap((kind) => Array.from({ length: 50 }, (_, index) => world.gid(kind, index)));
  expect(new Set(gids).size).toBe(gids.length);
  expect(gids.every((gid) => /^\d{16}$/.test(gid))).toBe(true);
  expect(readGid(5, world.gid('task', 42))).toEqual({ kind: 'task', index: 42 });
  expect(readGid(6, world.gid('task', 42))).toBeNull();
  expect(readGid(5, String(BigInt(world.gid('task', 42)) + 1n))).toBeNull();
});

test('the past is in order: created, modified, touched, stories in between, all of it before now', () => {
  const world = createWorld({ now: START, sizes: { multiHomedTasks: 20 } }, 2);
  for (const task of tasksOf(world)) {
    expect(task.createdAt).toBeLessThanOrEqual(task.modifiedAt);
    expect(task.modifiedAt).toBeLessThanOrEqual(task.touchedAt);
    expect(task.touchedAt).toBeLessThan(START);
    expect(world.touchedAt(task.index)).toBe(task.touchedAt);
    if (task.parent !== null) expect(world.tasks.get(task.parent).createdAt).toBeLessThanOrEqual(task.createdAt);
    for (const story of Array.from(world.lists.taskStories.ids(task.index))) {
      const { createdAt } = world.stories.get(story);
      expect(createdAt).toBeGreaterThanOrEqual(task.createdAt);
      expect(createdAt).toBeLessThanOrEqual(task.modifiedAt);
    }
  }
});

test('some tasks count as touched after they were modified: added to a second project', () => {
  const world = createWorld({ now: START, sizes: { multiHomedTasks: 20 } }, 2);
  expect(tasksOf(world).some((task) => task.touchedAt > task.modifiedAt)).toBe(true);
});

test('200,000 tasks are there in under 10 s and 500 MB', () => {
  const before = process.memoryUsage();
  const began = performance.now();
  const world = createWorld(
    { now: START, sizes: { projects: 2000, tasks: 180_000, subtasks: 20_000, subtaskParents: 10_000, users: 200 } },
    1,
  );
  const after = process.memoryUsage();
  expect(world.lists.projectTasks.ids(0).length).toBeGreaterThan(100);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(500e6);
});
