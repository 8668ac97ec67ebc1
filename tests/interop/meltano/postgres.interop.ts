import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createProject, type Project } from '../support/meltano.ts';
import { createDatabase, query } from '../support/postgres.ts';
import { startWorld, type World } from '../support/world.ts';

const DATABASE = 'meltano';
const postgres = inject('postgres');

let world: World;
let project: Project;

beforeAll(async () => {
  world = await startWorld();
  await createDatabase(postgres, DATABASE);
  project = await createProject(world, { at: postgres, database: DATABASE });
});
afterAll(() => world.close());

async function expectEverything(): Promise<void> {
  for (const [stream, gids] of Object.entries(await world.truth())) {
    const rows = await query<{ gid: string }>(postgres, DATABASE, `SELECT gid FROM asana."${stream}"`);
    expect({ stream, gids: rows.map(({ gid }) => gid).sort() }).toEqual({ stream, gids: [...gids].sort() });
  }
}

describe('meltano run tap-asana target-postgres', () => {
  it('loads everything', async () => {
    await project.sure('run', 'tap-asana', 'target-postgres');
    await expectEverything();
  });

  it('loads what has changed alone in the second run', async () => {
    world.later();
    await world.edit(
      { type: 'rename-task', task: 'task:3', name: 'renamed' },
      { type: 'add-task', name: 'new', projects: ['project:1'] },
    );
    await world.asked();
    await project.sure('run', 'tap-asana', 'target-postgres');
    expect((await world.asked()).filter(({ path }) => path.endsWith('/stories'))).toHaveLength(2);
    await expectEverything();
    const sql = `SELECT name FROM asana.tasks WHERE name IN ('renamed', 'new') ORDER BY name`;
    expect(await query(postgres, DATABASE, sql)).toEqual([{ name: 'new' }, { name: 'renamed' }]);
  });

  it('loads everything again with --full-refresh', async () => {
    await project.sure('run', '--full-refresh', 'tap-asana', 'target-postgres');
    const { tasks, subtasks } = await world.truth();
    const asked = (await world.asked()).filter(({ path }) => path.endsWith('/stories'));
    expect(asked).toHaveLength(new Set([...tasks, ...subtasks]).size);
    await expectEverything();
  });
});
