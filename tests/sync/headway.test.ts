import { expect, test } from 'vitest';
import { Headway, type HowFar } from '../../src/sync/headway.ts';
import { Harness } from '../support/harness.ts';

const ONE = { key: '1', kind: 'project' } as const;
const TWO = { key: '2', kind: 'project' } as const;

test('counts the projects that are done, and the open ones by their tasks', () => {
  const headway = new Headway();
  headway.expect(4, 0);
  headway.listed(ONE, 10);
  for (let i = 0; i < 5; i++) headway.passed(ONE);
  headway.done(TWO);
  expect(headway.look()).toEqual({
    projects: { done: 1, total: 4 },
    assigned: { done: 0, total: 0 },
    tasks: { done: 5, total: 10 },
    isMoreToCome: true,
    part: (1 + 0.5) / 4,
  });
});

test('does not wait for the tasks of a project that was given up', () => {
  const headway = new Headway();
  headway.expect(1, 0);
  headway.listed(ONE, 10);
  headway.passed(ONE);
  headway.done(ONE);
  // A second look at a list that is behind us is none of its business.
  headway.passed(ONE);
  expect(headway.look()).toMatchObject({ tasks: { done: 1, total: 1 }, isMoreToCome: false, part: 1 });
});

test('a run without projects is done with them', () => {
  expect(new Headway().look()).toMatchObject({ isMoreToCome: false, part: 1 });
});

test('a whole run goes from nothing to everything, and never back', async () => {
  const harness = new Harness({ sizes: { tasks: 60, projects: 6, multiHomedTasks: 5 } });
  let look: (() => HowFar) | undefined;
  const seen: HowFar[] = [];
  const outcome = await harness.sync({
    watch: (given) => {
      look = given;
    },
    onLine: () => look !== undefined && seen.push(look()),
  });
  expect(outcome.error).toBeUndefined();
  const parts = seen.map(({ part, projects }) => (projects.total === 0 ? 0 : part));
  expect(parts).toEqual([...parts].sort((a, b) => a - b));
  expect(parts.some((part) => part > 0 && part < 1)).toBe(true);
  const { projects, assigned, tasks, isMoreToCome, part } = look?.() ?? {};
  expect(projects).toEqual({ done: harness.sandbox.truth().projects.length, total: projects?.total });
  expect(projects?.done).toBe(projects?.total);
  expect(assigned?.total).toBeGreaterThan(0);
  expect(assigned?.done).toBe(assigned?.total);
  // A task of two projects is in both lists.
  expect(tasks?.total).toBeGreaterThanOrEqual(outcome.records.get('tasks')?.length ?? Number.NaN);
  expect(tasks?.done).toBe(tasks?.total);
  expect({ isMoreToCome, part }).toEqual({ isMoreToCome: false, part: 1 });
});
