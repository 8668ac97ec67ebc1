import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createProject, type Project } from '../support/meltano.ts';
import { createDatabase, query } from '../support/postgres.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, type World } from '../support/world.ts';

const DATABASE = 'meltano_stopped';
const postgres = inject('postgres');
const RUN = ['run', 'tap-asana', 'target-pipelinewise'] as const;

let world: World;
let project: Project;

beforeAll(async () => {
  // Slow enough to be stopped in the middle, and after the first states.
  world = await startWorld({ latencyMs: 60, sizes: { tasks: 500, subtasks: 40, projects: 8 } });
  await createDatabase(postgres, DATABASE);
  project = await createProject(world, { at: postgres, database: DATABASE });
});
afterAll(() => world.close());

/** A run writes its first state after 10 s (contract, 'State'). */
const LONG_ENOUGH_MS = 14_000;

const isStories = ({ path }: { readonly path: string }) => path.endsWith('/stories');
const storiesAsked = async () => (await world.asked()).filter(isStories).length;

/** Starts a slow run and stops it in the middle. */
async function interrupt(send: (pid: number) => void, ...more: string[]) {
  project.set({ TAP_ASANA_MAX_CONCURRENT_REQUESTS: '2' });
  await world.asked();
  const running = project.start(...RUN, ...more);
  await waitFor(() => {
    const { requests } = world.sandbox;
    const [first, last] = [requests[0]?.at ?? 0, requests.at(-1)?.at ?? 0];
    return last - first > LONG_ENOUGH_MS && requests.filter(isStories).length > 100;
  });
  send(running.child.pid ?? 0);
  const { code } = await running.ended;
  project.set({ TAP_ASANA_MAX_CONCURRENT_REQUESTS: '20' });
  return { code, said: running.said() };
}

/** Ctrl-C: the terminal sends SIGINT to everything that runs in it. */
const press = (pid: number) => process.kill(-pid, 'SIGINT');

/** What schedulers do: Meltano alone is told, and tells the others. */
const terminate = (pid: number) => process.kill(pid, 'SIGTERM');

async function allTasks(): Promise<number> {
  const { tasks, subtasks } = await world.truth();
  return new Set([...tasks, ...subtasks]).size;
}

async function expectEverything(): Promise<void> {
  for (const [stream, gids] of Object.entries(await world.truth())) {
    const rows = await query<{ gid: string }>(postgres, DATABASE, `SELECT gid FROM asana."${stream}"`);
    expect({ stream, gids: rows.map(({ gid }) => gid).sort() }).toEqual({ stream, gids: [...gids].sort() });
  }
}

describe('meltano run, stopped in the middle', () => {
  it('stops at SIGTERM, soon and not as if all were well', async () => {
    const { code, said } = await interrupt(terminate);
    expect(code, said).not.toBe(0);
    expect(said).toContain('stopped by SIGTERM');
  });

  it('goes on where it was stopped', async () => {
    expect(await storiesAsked()).toBeGreaterThan(100);
    await project.sure(...RUN);
    await expectEverything();
    expect(await storiesAsked()).toBeLessThan((await allTasks()) - 50);
  });

  it('goes on with a --full-refresh that was stopped, though Meltano merges its state into the old one', async () => {
    world.later();
    await interrupt(terminate, '--full-refresh');
    const first = await storiesAsked();
    await project.sure(...RUN);
    const second = await storiesAsked();
    const all = await allTasks();
    // What the full refresh did not get to is read by the next run, and little else.
    expect(first + second).toBeGreaterThanOrEqual(all);
    expect(second).toBeLessThan(all - 50);
    await expectEverything();
  });

  it('loses nothing to Ctrl-C', async () => {
    world.later();
    await world.edit({ type: 'rename-task', task: 'task:5', name: 'renamed before Ctrl-C' });
    const { code, said } = await interrupt(press, '--full-refresh');
    expect(code, said).not.toBe(0);
    expect(said).toMatch(/stopped by SIG(INT|TERM)/);
    await project.sure(...RUN);
    await expectEverything();
    const sql = `SELECT count(*) AS rows FROM asana.tasks WHERE name = 'renamed before Ctrl-C'`;
    expect(await query(postgres, DATABASE, sql)).toEqual([{ rows: 1 }]);
  });
});
