import { describe, expect, it } from 'vitest';
import { main } from '../simulator/command/main.ts';
import { CONCERNS } from '../simulator/plan/reduction.ts';
import { RULES } from '../simulator/rules/rules.ts';

/** Runs the command with one thread, on a clock that stands still. */
async function simulate(...args: string[]) {
  const lines: string[] = [];
  const code = await main(args, { write: (line) => lines.push(line), now: () => 0, cores: 1 });
  return { code, text: lines.join('\n') };
}

describe('npm run simulate', () => {
  it('says how many seeds it has played, and ends with 0', async () => {
    const { code, text } = await simulate('--seeds', '3', '--from', '11');
    expect(code).toBe(0);
    expect(text).toMatch(/^3 seeds, \d+ runs, \d+ requests, \d+ rows compared/m);
    expect(text).toContain('nothing lost, nothing twice');
  });

  it('plays the same each time', async () => {
    const trace = await simulate('--seed', '12', '--trace');
    expect(trace.text.length).toBeGreaterThan(1000);
    expect(await simulate('--seed', '12', '--trace')).toEqual(trace);
  });

  // Its STATE had the largest date of `projects` and no partitions, as an older tap's has, and the next run passed over the others.
  it('plays a seed in which the first run is killed while the first project is on its way', async () => {
    expect((await simulate('--seed', '3010213')).code).toBe(0);
  });

  it('prints a seed that fails, with flags for a smaller one that fails in the same way, and ends with 1', async () => {
    const { code, text } = await simulate('--seed', '4', '--off', 'changed');
    expect(code).toBe(1);
    expect(text).toContain('1 seeds failed: 4');
    const flags = /npm run simulate -- (--seed 4 --off changed .*)$/m.exec(text)?.[1]?.split(' ') ?? [];
    expect(flags).toContain('--without');
    const smaller = await simulate(...flags, '--no-shrink');
    expect(smaller.code).toBe(1);
    expect(sorts(smaller.text)[0]).toBe(sorts(text)[0]);
  }, 60_000);

  it('stops after as many failures as it is told to', async () => {
    const { text } = await simulate('--seeds', '200', '--most', '2', '--no-shrink', '--off', 'changed');
    expect(text).toContain('2 seeds failed: 2 4');
    expect(text).toMatch(/^4 seeds/m);
  });

  it.each([
    ['an unknown flag', ['--speed', '1']],
    ['a number that is none', ['--seeds', 'many']],
    ['no seed at all', ['--seeds', '0']],
    ['an unknown rule', ['--off', 'everything']],
    ['an unknown concern', ['--without', 'hope']],
  ])('ends with 2 and says how it is used: %s', async (_, args) => {
    const { code, text } = await simulate(...args);
    expect(code).toBe(2);
    expect(text).toContain('npm run simulate -- [flags]');
  });

  it('explains every rule and concern', async () => {
    const { code, text } = await simulate('--help');
    expect(code).toBe(0);
    for (const [name, meaning] of Object.entries({ ...RULES, ...CONCERNS })) {
      expect(text).toMatch(new RegExp(`^  ${name} +${meaning.slice(0, 20)}`, 'm'));
    }
  });
});

/** What was found, without the objects: `lost tasks`. */
function sorts(text: string): string[] {
  return Array.from(text.matchAll(/^ {2}(lost|stale) (\w+):/gm), ([, , stream]) => stream ?? '');
}
