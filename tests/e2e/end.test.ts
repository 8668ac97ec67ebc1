import { describe, expect, it } from 'vitest';
import { type Ended, gids, lastWords, serve, stateOf, TOKEN } from './tap.ts';

const STREAMS = ['projects', 'sections', 'tasks', 'subtasks', 'stories'] as const;
const SIZES = { projects: 6, tasks: 150, subtasks: 20, subtaskParents: 10, storiesPerTask: 2 };

/** A world slow enough to be stopped in. */
const slow = () => serve({ sizes: SIZES, logCap: 100_000 }, 40);

/** What a target that lost nothing of the output holds after a stopped run and the one after it. */
function expectWhole(truth: Readonly<Record<string, readonly string[]>>, ...runs: readonly Ended[]): void {
  for (const stream of STREAMS) {
    expect([stream, [...new Set(gids(stream, ...runs))].sort()]).toEqual([stream, [...(truth[stream] ?? [])].sort()]);
  }
}

describe('a signal in the middle of a run', () => {
  it('SIGTERM ends it within seconds with 143 and STATE last, and the next run goes on from there', async () => {
    const { sandbox, tap } = await slow();
    const { child, ended, saw } = tap.start('--config config.json');
    await saw('"stream":"stories","record"');
    const at = performance.now();
    child.kill('SIGTERM');
    const one = await ended;
    expect(performance.now() - at).toBeLessThan(6000);
    expect([one.code, one.messages.at(-1)?.['type']]).toEqual([143, 'STATE']);
    expect(lastWords(one)).toBe('CRITICAL stopped by SIGTERM');

    const before = sandbox.requests.length;
    const whole = sandbox.truth();
    const two = await tap.file('state.json', stateOf(one)).run('--config config.json --state state.json');
    expect(two.code).toBe(0);
    expectWhole(whole, one, two);
    expect(sandbox.requests.length).toBeGreaterThan(before);
    expect(one.out + one.err + two.out + two.err).not.toContain(TOKEN);
  });

  it('SIGINT and SIGTERM together, as Meltano sends them, are one: the first decides the code', async () => {
    const { tap } = await slow();
    const { child, ended, saw } = tap.start('--config config.json');
    await saw('"RECORD"');
    child.kill('SIGINT');
    child.kill('SIGTERM');
    const one = await ended;
    expect([130, 143]).toContain(one.code);
    expect(one.messages.at(-1)).toMatchObject({ type: 'STATE' });
    expect(lastWords(one)).toBe(`CRITICAL stopped by ${one.code === 130 ? 'SIGINT' : 'SIGTERM'}`);
  });

  it('SIGKILL loses nothing: the next run goes on from the last STATE that came', async () => {
    const { sandbox, tap } = await slow();
    const { child, ended, saw } = tap.start('--config config.json');
    await saw('"stream":"stories","record"');
    child.kill('SIGKILL');
    const one = await ended;
    expect(one.signal).toBe('SIGKILL');
    const two = await tap.file('state.json', stateOf(one)).run('--config config.json --state state.json');
    expect(two.code).toBe(0);
    // The target has stored what came before that STATE.
    const stored = one.messages.slice(
      0,
      one.messages.findLastIndex(({ type }) => type === 'STATE'),
    );
    expectWhole(sandbox.truth(), { ...one, messages: stored }, two);
  });
});

describe('a reader that leaves, as `head -1` does', () => {
  it('ends the run at once with 141, and no stack', async () => {
    const { sandbox, tap } = await slow();
    const { child, ended, saw } = tap.start('--config config.json');
    await saw('"SCHEMA"');
    child.stdout?.destroy();
    const one = await ended;
    expect(one.code).toBe(141);
    expect(lastWords(one)).toContain('the reader of stdout left');
    expect(one.err).not.toMatch(/^ {4}at /m);
    expect(sandbox.requests.length).toBeLessThan(200);
  });
});

describe('a token that does not work', () => {
  it('is exit 1, with the reason last and STATE on standard output, and is in neither', async () => {
    const { tap } = await serve({ sizes: { tasks: 2, subtasks: 0 } });
    tap.file('wrong.json', { access_token: 'wrong-token-0815' });
    const one = await tap.run('--config config.json --config wrong.json');
    expect(one.code).toBe(1);
    expect(lastWords(one)).toMatch(/^CRITICAL GET \/workspaces.* 401.*Check the token/);
    expect(one.messages.at(-1)).toMatchObject({ type: 'STATE' });
    expect(one.out + one.err).not.toContain('wrong-token-0815');
  });
});

describe('a token that works', () => {
  it('gets into no line, though an answer repeats it', async () => {
    const fault = { type: 'status', status: 418, message: `Bearer ${TOKEN} is no teapot` } as const;
    const { tap } = await serve({ sizes: { tasks: 2, subtasks: 0 }, faults: [{ path: '/tasks', fault }] });
    const one = await tap.run('--config config.json');
    expect(one.code).toBe(1);
    expect(one.err).toContain('is no teapot');
    expect(one.out + one.err).not.toContain(TOKEN);
  });
});
