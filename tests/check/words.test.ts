import { expect, it, onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { startSandboxed } from '../cli/sandboxed.ts';

const NO_PROJECTS = { projects: 0, archivedProjects: 0, teamlessProjects: 0, privateProjects: 0, multiHomedTasks: 0 };
const NO_TASKS = { tasks: 0, looseTasks: 0, subtasks: 0, subtaskParents: 0, placedSubtasks: 0 };

it.each([
  [{ portfolios: 1, itemsPerPortfolio: 0, statusUpdates: 2 }, 'No selected stream will be empty'],
  [
    { portfolios: 0, goals: 0, goalRelationships: 0, goalStories: 0 },
    'status_updates: there is no project or portfolio or goal to look in',
  ],
])('a stream with several kinds of parents is empty only where there is none of any: %j', async (sizes, words) => {
  const sandboxed = await startSandboxed({ sizes: { ...NO_PROJECTS, ...NO_TASKS, ...sizes } });
  onTestFinished(() => sandboxed.close());
  const root = [{ breadcrumb: [], metadata: { selected: true } }];
  const catalog = { streams: [{ tap_stream_id: 'status_updates', schema: {}, metadata: root }] };
  const io = sandboxed.io('check -c c --catalog catalog', { files: { catalog } });
  expect(await main(io)).toBe(0);
  expect(io.out).toContain(words);
});
