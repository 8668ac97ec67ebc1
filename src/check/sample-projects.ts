import type { Client } from '../asana/client.ts';
import { Priority } from '../asana/pace/pacer.ts';
import type { Pages, Row } from '../asana/pages.ts';
import { encodeQuery, fill } from '../asana/query.ts';
import { SkipError, StreamError } from '../errors.ts';
import { asInstant } from '../json/instant.ts';
import { streamRow } from '../streams/table.ts';
import { DAY_MS } from '../sync/flat/days.ts';
import type { ClientContext } from '../sync/run-context.ts';

/** What a look into a project shows. */
export interface ProjectSample {
  /** How many tasks it has in all. */
  readonly tasks: number;
  /** How many of them were looked at; the next numbers are about these. */
  readonly seen: number;
  readonly parents: number;
  readonly subtasks: number;
  /** Modified within a day. */
  readonly changed: number;
}

/** So many projects stand for all of them; two requests each. */
const MOST_PROJECTS = 5;

/**
 * Looks into a few projects, taken evenly from all of them. What refuses is left out.
 * @param projects gids
 * @throws what means that nothing can be read: AuthError, FatalError, StoppedError
 */
export async function sampleProjects(
  pages: Pages,
  client: Client,
  projects: readonly string[],
  { clock }: ClientContext,
): Promise<ProjectSample[]> {
  const step = Math.max(1, projects.length / MOST_PROJECTS);
  const chosen = projects.filter((_, index) => index % step < 1).slice(0, MOST_PROJECTS);
  const samples: ProjectSample[] = [];
  for (const gid of chosen) {
    try {
      const rows = await firstPage(pages, gid);
      const all = rows.length === 0 ? 0 : await countTasks(client, gid);
      const tasks = Math.max(rows.length, all ?? 0);
      samples.push({ tasks, seen: rows.length, ...countRows(rows, clock.now()) });
    } catch (error) {
      if (!(error instanceof SkipError || error instanceof StreamError)) throw error;
    }
  }
  return samples;
}

async function firstPage(pages: Pages, project: string): Promise<readonly Row[]> {
  const { list } = streamRow('tasks');
  const query = {
    ...fill(list, project),
    optFields: ['gid', 'modified_at', 'num_subtasks'],
    endpoint: list.path,
    stream: 'tasks',
    priority: Priority.list,
  };
  for await (const { rows } of pages.read(query)) return rows;
  return [];
}

/** @returns undefined where Asana does not say; it limits this request more than others */
async function countTasks(client: Client, project: string): Promise<number | undefined> {
  const { list } = streamRow('project_task_counts');
  const request = { endpoint: list.path, stream: 'tasks', priority: Priority.list };
  try {
    const query = encodeQuery({ opt_fields: 'num_tasks' });
    const { body } = await client.get({ ...request, path: fill(list, project).path, query });
    const number = (body['data'] as Row | null)?.['num_tasks'];
    return typeof number === 'number' ? number : undefined;
  } catch (error) {
    if (error instanceof SkipError || error instanceof StreamError) return undefined;
    throw error;
  }
}

function countRows(rows: readonly Row[], now: number): Omit<ProjectSample, 'tasks' | 'seen'> {
  const numbers = rows.map(({ num_subtasks: count }) => (typeof count === 'number' ? count : 0));
  return {
    parents: numbers.filter((number) => number > 0).length,
    subtasks: numbers.reduce((sum, number) => sum + number, 0),
    changed: rows.filter((row) => now - asInstant(row['modified_at']) < DAY_MS).length,
  };
}
