import { describe, expect, it } from 'vitest';
import { type Run, script } from './files.ts';

const { checkRun, checkSecondRun } = await script('demonstration/checks.js');
const { runTable } = await script('demonstration/tables.js');

const streams = ['tasks', 'tags'];
const good = { total: 3, byStatus: { 200: 3 } };

function runOf(change: Partial<Run> = {}, tasks = ['1', '2']): Run {
  const counter = (metric: string, stream: string, value: number) => ({ metric, value, tags: { stream } });
  return {
    code: 0,
    records: new Map<string, Record<string, unknown>[]>([
      ['tasks', tasks.map((gid) => ({ gid, name: 'New' }))],
      ['tags', [{ gid: '7' }]],
    ]),
    state: {},
    metrics: [
      counter('record_count', 'tasks', tasks.length),
      counter('record_count', 'tags', 1),
      counter('http_request_count', 'tasks', 2),
      counter('http_request_count', 'tags', 1),
      counter('sync_duration', 'tasks', 1.25),
    ],
    seconds: 2,
    lastWords: '',
    ...change,
  };
}

describe('the demo is content with a run', () => {
  it('that is as it should be', () => {
    expect(checkRun('first', runOf(), streams, good)).toEqual([]);
  });

  it('but not with a failed one, of which it says the reason and nothing that comes of it', () => {
    const lastWords = 'CRITICAL no such host';
    expect(checkRun('first', runOf({ code: 1, state: undefined, lastWords }), streams, good)).toEqual([
      'the first run ended with 1: CRITICAL no such host',
    ]);
  });

  it('but not with one that wrote no state', () => {
    expect(checkRun('first', runOf({ state: undefined }), streams, good)).toEqual(['the first run wrote no STATE']);
  });

  it('but not with a gid that comes twice', () => {
    expect(checkRun('first', runOf({}, ['1', '1']), streams, good)).toEqual([
      'the first run wrote 1 rows of tasks more than once',
    ]);
  });

  it('but not with counts that nobody else has', () => {
    const records = new Map([['tasks', [{ gid: '1' }]]]);
    expect(checkRun('first', runOf({ records }), streams, { total: 4, byStatus: { 200: 3, 429: 1 } })).toEqual([
      'the first run counted 2 rows of tasks, wrote 1',
      'the first run counted 1 rows of tags, wrote 0',
      'the first run counted 3 requests, Asana saw 4',
      '1 requests of the first run were refused',
    ]);
  });
});

describe('the demo is content with two runs', () => {
  const edits = [{ stream: 'tasks', change: { type: 'rename-task' }, holds: { name: 'New' } }];
  const facts = {
    before: { tasks: ['1', '2'], tags: ['7'] },
    after: { tasks: ['1', '2', '3'], tags: ['7'] },
    edits,
    changed: [{ gid: '3' }],
    first: runOf(),
    second: runOf({}, ['3']),
  };

  it('that hold everything there is, and what has changed', () => {
    expect(checkSecondRun(facts)).toEqual([]);
  });

  it('but not if rows are missing, or too many', () => {
    const before = { tasks: ['1', '9'], tags: ['7'] };
    const after = { tasks: ['1', '2', '3', '9'], tags: ['7'] };
    expect(checkSecondRun({ ...facts, before, after })).toEqual([
      '1 rows are missing from tasks of the first run, 9 for one',
      '1 rows too many in tasks of the first run, 2 for one',
      '1 rows are missing from tasks of both runs, 9 for one',
    ]);
  });

  it('but not if a change did not come through', () => {
    expect(checkSecondRun({ ...facts, changed: [{ gid: '2' }] })).toEqual([
      'rename-task is not in tasks of the second run',
    ]);
    const old = [{ ...edits[0], holds: { name: 'Newer' } }];
    expect(checkSecondRun({ ...facts, edits: old })).toEqual(['rename-task: name is New, not Newer']);
  });
});

it('a table shows each stream and the sum', () => {
  expect(runTable(runOf(), streams)).toEqual([
    'stream  records  requests  seconds',
    'tasks         2         2      1.3',
    'tags          1         1      0.0',
    'in all        3         3      2.0',
  ]);
});
