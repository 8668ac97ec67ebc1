import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streamNames } from '../../../src/streams/table.ts';
import { createProject, type Project, rowsOf } from '../support/meltano.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let project: Project;

beforeAll(async () => {
  world = await startWorld();
  project = await createProject(world);
});
afterAll(() => world.close());

describe('meltano config test', () => {
  it('finds the config valid, soon', async () => {
    await world.asked();
    const { code, out, err } = await project.meltano('config', 'test', 'tap-asana');
    expect({ code }, out + err).toEqual({ code: 0 });
    expect(out).toContain('Plugin configuration is valid');
    // One record of a flat stream is enough for it.
    expect((await world.asked()).length).toBeLessThan(60);
  });

  it('shows why the config is not valid', async () => {
    project.set({ TAP_ASANA_ACCESS_TOKEN: 'wrong-token' });
    const { code, out, err } = await project.meltano('config', 'test', 'tap-asana');
    project.set({ TAP_ASANA_ACCESS_TOKEN: 'sandbox-token' });
    expect(code).toBe(1);
    expect(out + err).toContain('Plugin configuration is invalid');
    expect(out + err).toMatch(/^\{"level":"critical","message":"GET .* was answered 401: .* Check the token/m);
  });
});

describe('meltano select', () => {
  it('lists every stream with what is nested in it, without asking Asana', async () => {
    await world.asked();
    const list = await project.sure('select', 'tap-asana', '--list', '--all');
    expect(list).toMatch(/\[selected +\] tasks\.name\n/);
    expect(list).toMatch(/\[selected +\] tasks\.assignee\.name\n/);
    expect(list).toMatch(/\[automatic +\] tasks\.gid\n/);
    expect(list).toMatch(/\[automatic +\] tasks\.modified_at\n/);
    const named = (mark: string) =>
      new Set(Array.from(list.matchAll(new RegExp(`\\[${mark} *\\] (\\w+)\\.`, 'g')), ([, stream]) => stream));
    expect(named('selected')).toEqual(new Set(Object.keys(await world.truth())));
    expect(named('\\w+')).toEqual(new Set(streamNames));
    expect(await world.asked()).toEqual([]);
  });

  it('takes patterns, nested ones and excluded ones too, and Asana is asked for nothing else', async () => {
    const patterns = ['tasks.name', 'tasks.assignee.name', 'projects.*', '!projects.html_notes', '!projects.owner*'];
    await project.sure('config', 'set', 'tap-asana', '_select', JSON.stringify(patterns));
    await project.sure('run', 'tap-asana', 'target-jsonl');
    const asked = await world.asked();
    expect(new Set(asked.map(({ path }) => path))).toEqual(
      new Set(['/workspaces', '/users', '/projects', '/tasks'].map((path) => `/api/1.0${path}`)),
    );
  });
});

describe('what was selected', () => {
  it('is what is in the rows', () => {
    const [task] = rowsOf(project, 'tasks');
    expect(Object.keys(task ?? {}).sort()).toEqual(['assignee', 'gid', 'modified_at', 'name']);
    expect(rowsOf(project, 'tasks').map((row) => row['assignee'])).toContainEqual({ name: expect.any(String) });
    const [row = {}] = rowsOf(project, 'projects');
    expect(row).toHaveProperty('notes');
    expect(row).not.toHaveProperty('html_notes');
    expect(row).not.toHaveProperty('owner');
  });
});
