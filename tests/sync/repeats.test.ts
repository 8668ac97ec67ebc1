import { describe, expect, it } from 'vitest';
import { Repeats } from '../../src/sync/repeats.ts';
import { Harness } from '../support/harness.ts';

function told(labels: readonly number[], alike = 'budgets 402'): string[] {
  const lines: string[] = [];
  const repeats = new Repeats((line) => lines.push(line));
  for (const label of labels)
    repeats.tell({ alike, full: `full ${label}`, further: 'budgets: skipped,', label: `project ${label}` });
  repeats.end();
  return lines;
}

const first = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('warnings that repeat', () => {
  it('are told in full five times, then by their names in one line', () => {
    expect(told(first(5))).toEqual(['full 1', 'full 2', 'full 3', 'full 4', 'full 5']);
    expect(told(first(7)).slice(5)).toEqual(['budgets: skipped, 2 more: project 6, project 7.']);
  });

  it('are named a hundred a line, while the run goes on, each once', () => {
    const lines = told(first(2_005)).slice(5);
    expect(lines).toHaveLength(20);
    expect(lines.flatMap((line) => line.match(/(?<=project )\d+/g) ?? [])).toEqual(first(2_005).slice(5).map(String));
  });

  it('are counted apart where they are not alike', () => {
    const lines: string[] = [];
    const repeats = new Repeats((line) => lines.push(line));
    for (const alike of ['402', '403'])
      for (const label of first(6)) repeats.tell({ alike, full: alike, further: `all ${alike}`, label: `${label}` });
    repeats.end();
    repeats.end();
    expect(lines.slice(10)).toEqual(['all 402 1 more: 6.', 'all 403 1 more: 6.']);
  });
});

describe('a run on a plan without budgets', () => {
  const world = () => new Harness({ plan: 'free', sizes: { projects: 12, tasks: 0, subtasks: 0, subtaskParents: 0 } });
  const warnings = (log: string) => log.split('\n').filter((line) => line.startsWith('WARNING'));

  it('names each project, and counts each', async () => {
    const harness = world();
    const run = await harness.sync({ streams: ['budgets'] });
    const lines = warnings(run.log);
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^WARNING budgets: skipped project \d+\. GET .* It needs a plan with budgets\.$/);
    expect(lines[5]).toMatch(/^WARNING budgets: skipped, all answered 402, 7 more: (project \d+(, |\.$)){7}/);
    for (const { query } of run.requests.filter(({ path }) => path.endsWith('/budgets')))
      expect(lines.filter((line) => line.includes(`project ${query['parent']}`))).toHaveLength(1);
    expect(run.metrics.total('skipped_count', { stream: 'budgets' })).toBe(12);
  });

  it('names them though it is stopped', async () => {
    const stop = new AbortController();
    let asked = 0;
    const run = await world().sync({
      streams: ['budgets'],
      config: { max_concurrent_requests: 1 },
      signal: stop.signal,
      fetch: (fetch) => (url, init) => {
        if (String(url).includes('/budgets')) asked += 1;
        if (asked === 9) stop.abort(new Error('stopped'));
        return fetch(url, init);
      },
    });
    expect(run.error).toEqual(new Error('stopped'));
    expect(warnings(run.log).at(-1)).toMatch(/3 more: /);
  });
});
