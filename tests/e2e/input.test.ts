import { describe, expect, it } from 'vitest';
import { Tap } from './tap.ts';

/** Each is exit 2: what is wrong on standard error, a line each, and nothing on standard output. */
async function refused(line: string, files: Readonly<Record<string, unknown>> = {}): Promise<string[]> {
  const tap = new Tap();
  for (const [name, content] of Object.entries(files)) tap.file(name, content);
  const { code, out, err } = await tap.run(line);
  expect([code, out]).toEqual([2, '']);
  expect(err).not.toMatch(/^ {4}at /m);
  return err.trimEnd().split('\n');
}

const GOOD = { access_token: 'a-token-that-nobody-sees' };

describe('bad input is exit 2, in words, with nothing on standard output:', () => {
  it('files that are missing, empty or no JSON', async () => {
    const runs = await Promise.all([
      refused('--config gone.json'),
      refused('--config broken.json', { 'broken.json': '{"access_token": "a-token-that-nobody-sees",' }),
      refused('--config good.json --state empty.json', { 'good.json': GOOD, 'empty.json': '' }),
      refused('--config good.json --state gone.json --catalog broken.json', {
        'good.json': GOOD,
        'broken.json': '{"streams": [',
      }),
    ]);
    expect(runs.map(({ length }) => length)).toEqual([1, 1, 1, 2]);
    for (const [index, name] of ['gone.json', 'broken.json', 'empty.json'].entries()) {
      expect(runs[index]?.[0]).toMatch(new RegExp(`^CRITICAL .*${name}`));
    }
    expect(runs[3]?.join()).toMatch(/broken\.json.*gone\.json/s);
    expect(runs.flat().join()).not.toContain(GOOD.access_token);
  });

  it('no config, a flag nobody knows, and flags without their value', async () => {
    const runs = await Promise.all([refused('--catalog catalog.json'), refused('--nope'), refused('--config')]);
    expect(runs[0]?.join()).toContain('no config: give --config FILE');
    expect(runs[1]?.join()).toContain('--nope');
    expect(runs[2]?.join()).toContain('--config');
  });

  it('everything that is wrong, at once, by key, whatever file it is in', async () => {
    const lines = await refused('--config c --catalog k --state s', {
      c: { page_size: 1000, start_date: 'yesterday', workspaces: ['x'], stream_maps: { tasks: {} }, ...GOOD },
      k: { streams: 'all' },
      s: { bookmarks: { tasks: { modified_at: 'then', odd: 1 }, stories: { partitions: { '1': 0 } } } },
    });
    const config = ['page_size', 'start_date', 'workspaces.0', 'stream_maps'].map((key) => `config.${key}: `);
    const state = ['tasks.modified_at', 'tasks.odd', 'stories.partitions.1'].map((key) => `state.bookmarks.${key}: `);
    for (const said of [...config, 'catalog file k at /streams: ', ...state]) {
      expect([said, lines.filter((line) => line.includes(said)).length]).toEqual([said, 1]);
    }
    expect(lines.every((line) => /^CRITICAL /.test(line))).toBe(true);
  });
});
