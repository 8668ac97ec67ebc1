import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOf, connect, type Row } from './asana-client.ts';
import { type ServedSandbox, serveSandbox } from './served-sandbox.ts';

/** Asana's own client for Node.js, which nobody here wrote, at `tap-asana sandbox`. */
let sandbox: ServedSandbox;
let asana: ReturnType<typeof connect>;

beforeAll(async () => {
  sandbox = await serveSandbox(['--seed', '3', '--quota', 'none', '--size', 'tasks=120', '--size', 'users=12']);
  asana = connect(sandbox.config.api_url, sandbox.config.access_token);
}, 60_000);

afterAll(() => sandbox.stop());

const gids = (rows: readonly Row[]) => rows.map(({ gid }) => gid).sort();

/** What a promise is rejected with; the client rejects with an error that has the answer's status and body. */
async function refusalOf(asked: Promise<unknown>): Promise<{ status: number; message: string | undefined }> {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { status, response } = error as {
    status: number;
    response: { body: { errors: { message: string }[] } };
  };
  return { status, message: response.body.errors[0]?.message };
}

describe('Asana’s own client', () => {
  it('reads who it is', async () => {
    const { data } = await asana.users.getUser('me', { opt_fields: 'name,email,workspaces.name' });
    expect(data).toEqual({
      gid: expect.stringMatching(/^\d+$/),
      name: expect.any(String),
      email: expect.stringContaining('@'),
      workspaces: [{ gid: expect.stringMatching(/^\d+$/), name: expect.any(String) }],
    });
    expect((await sandbox.truth())['users']).toContain(data.gid);
  });

  it('lists the tasks of a project page by page, each once', async () => {
    const { rows: projects } = await allOf(asana.projects.getProjects({ workspace: await workspace(), limit: 100 }));
    const project = projects[0]?.gid ?? '';
    const whole = await allOf(asana.tasks.getTasks({ project, limit: 100, opt_fields: 'name,modified_at' }));
    const paged = await allOf(asana.tasks.getTasksForProject(project, { limit: 7, opt_fields: 'name,modified_at' }));
    expect(whole.pages).toBe(1);
    expect(paged.pages).toBe(Math.ceil(whole.rows.length / 7));
    expect(paged.pages).toBeGreaterThan(2);
    expect(paged.rows).toEqual(whole.rows);
    expect(new Set(gids(paged.rows)).size).toBe(paged.rows.length);
  });

  it('lists by `modified_since` what was modified since, and takes the Date the client sends', async () => {
    const { rows: projects } = await allOf(asana.projects.getProjects({ workspace: await workspace(), limit: 100 }));
    const project = projects[0]?.gid ?? '';
    const { rows } = await allOf(asana.tasks.getTasks({ project, limit: 100, opt_fields: 'modified_at' }));
    const moments = rows.map((row) => String(row['modified_at'])).sort();
    const middle = moments[Math.floor(moments.length / 2)] ?? '';
    const since = await allOf(
      asana.tasks.getTasks({ project, limit: 100, modified_since: new Date(middle), opt_fields: 'modified_at' }),
    );
    const expected = rows.filter((row) => String(row['modified_at']) >= middle);
    expect(gids(since.rows)).toEqual(expect.arrayContaining(gids(expected)));
    expect(since.rows.length).toBeLessThan(rows.length);
  });

  it('walks the whole of it and ends with what the sandbox says a full read ends with', async () => {
    expect(await walk()).toEqual(sorted(await sandbox.truth()));
  }, 60_000);

  it('gets a 404 for a task that is not there, and says why', async () => {
    expect(await refusalOf(asana.tasks.getTask('1217000000000000', {}))).toEqual({
      status: 404,
      message: 'task: Unknown object: 1217000000000000',
    });
  });

  it('gets a 400 for a page of 500 and a 401 for a wrong token', async () => {
    const { status, message } = await refusalOf(asana.workspaces.getWorkspaces({ limit: 500 }));
    expect([status, message]).toEqual([400, expect.stringMatching(/limit.*between 1 and 100/)]);
    const stranger = connect(sandbox.config.api_url, 'another-token');
    expect((await refusalOf(stranger.users.getUser('me', {}))).status).toBe(401);
  });
});

async function workspace(): Promise<string> {
  const { rows } = await allOf(asana.workspaces.getWorkspaces({ limit: 100 }));
  return rows[0]?.gid ?? '';
}

function sorted(streams: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(streams).map(([name, all]) => [name, [...all].sort()]));
}

/** Reads everything, object by object, with nothing but the client: the gids met, by stream. */
async function walk(): Promise<Record<string, string[]>> {
  const home = await workspace();
  // The client writes the next offset into the options it is given, so each list gets its own.
  const paged = () => ({ limit: 20 });
  const within = () => ({ workspace: home, ...paged() });
  const family = () => ({ opt_fields: 'num_subtasks,parent', ...paged() });
  const { rows: users } = await allOf(asana.users.getUsers(within()));
  const { rows: projects } = await allOf(asana.projects.getProjects(within()));
  const sections: Row[] = [];
  const tasks = new Set<string>();
  const subtasks = new Set<string>();
  const open: Row[] = [];
  for (const { gid } of projects) {
    sections.push(...(await allOf(asana.sections.getSectionsForProject(gid, paged()))).rows);
    const { rows } = await allOf(asana.tasks.getTasksForProject(gid, family()));
    for (const row of rows) tasks.add(row.gid);
    open.push(...rows);
  }
  for (const { gid } of users) {
    const { rows } = await allOf(asana.tasks.getTasks({ workspace: home, assignee: gid, ...family() }));
    for (const row of rows) (row['parent'] === null ? tasks : subtasks).add(row.gid);
    open.push(...rows);
  }
  const stories: Row[] = [];
  const met = new Set<string>();
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (met.has(row.gid)) continue;
    met.add(row.gid);
    stories.push(...(await allOf(asana.stories.getStoriesForTask(row.gid, paged()))).rows);
    if (row['num_subtasks'] === 0) continue;
    const { rows } = await allOf(asana.tasks.getSubtasksForTask(row.gid, family()));
    for (const child of rows) subtasks.add(child.gid);
    open.push(...rows);
  }
  return sorted({
    workspaces: [home],
    users: gids(users),
    teams: gids((await allOf(asana.teams.getTeamsForWorkspace(home, paged()))).rows),
    tags: gids((await allOf(asana.tags.getTags(within()))).rows),
    portfolios: gids((await allOf(asana.portfolios.getPortfolios(home, { owner: 'me', ...paged() }))).rows),
    projects: gids(projects),
    sections: gids(sections),
    tasks: [...tasks],
    subtasks: [...subtasks],
    stories: gids(stories),
  });
}
