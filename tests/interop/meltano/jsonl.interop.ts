import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, type Project, rowsOf } from '../support/meltano.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let project: Project;

beforeAll(async () => {
  world = await startWorld();
  project = await createProject(world);
});
afterAll(() => world.close());

const stories = async () => (await world.asked()).filter(({ path }) => path.endsWith('/stories')).length;

describe('meltano run tap-asana target-jsonl', () => {
  it('writes every row of every stream', async () => {
    await project.sure('run', 'tap-asana', 'target-jsonl');
    for (const [stream, gids] of Object.entries(await world.truth())) {
      expect({ stream, gids: gidsOf(stream) }).toEqual({ stream, gids: [...gids].sort() });
    }
  });

  it('goes on from the state in Meltano, and asks for what has changed alone', async () => {
    world.later();
    await world.edit({ type: 'rename-task', task: 'task:3', name: 'renamed' });
    await world.asked();
    forget();
    await project.sure('run', 'tap-asana', 'target-jsonl');
    expect(await stories()).toBe(1);
    expect(rowsOf(project, 'tasks').map((row) => row['name'])).toEqual(['renamed']);
  });

  it('reads everything with --full-refresh', async () => {
    forget();
    await project.sure('run', '--full-refresh', 'tap-asana', 'target-jsonl');
    expect(gidsOf('tasks')).toEqual([...(await world.truth()).tasks].sort());
  });

  it('keeps a state of its own for each --state-id-suffix', async () => {
    forget();
    await project.sure('run', '--state-id-suffix', 'other', 'tap-asana', 'target-jsonl');
    expect(gidsOf('tasks')).toEqual([...(await world.truth()).tasks].sort());
    const list = await project.sure('state', 'list');
    expect(list).toMatch(/^dev:tap-asana-to-target-jsonl$/m);
    expect(list).toMatch(/^dev:tap-asana-to-target-jsonl:other$/m);
  });
});

function forget(): void {
  rmSync(join(project.folder, 'rows'), { recursive: true });
}

function gidsOf(stream: string): unknown[] {
  return rowsOf(project, stream)
    .map((row) => row['gid'])
    .sort();
}
