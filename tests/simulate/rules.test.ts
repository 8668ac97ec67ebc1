import { describe, expect, it } from 'vitest';
import { read, rows as rowsOf, section } from '../docs/files.ts';
import { WHOLE } from '../simulator/plan/reduction.ts';
import { play } from '../simulator/play/play.ts';
import { RULES, type Rule } from '../simulator/rules/rules.ts';

/**
 * A seed that finds the loss when the rule is switched off. When worlds are made otherwise, another one does:
 * `npm run simulate -- --seeds 1000 --most 1 --off RULE`.
 */
const FOUND_BY: Readonly<Record<Rule, number>> = {
  start: 49,
  own: 3,
  wait: 22,
  changed: 2,
  resume: 73,
  whole: 264,
  days: 32,
};

describe.each(Object.entries(RULES))('the rule `%s`, switched off so that %s', (name) => {
  const seed = FOUND_BY[name as Rule];

  it('loses rows, and the simulator finds it', async () => {
    const { findings } = await play(seed, WHOLE, name as Rule);
    expect(findings.filter(({ kind }) => ['lost', 'stale', 'gap'].includes(kind))).not.toEqual([]);
  });

  it('is all that makes the difference', async () => {
    const { findings, rows } = await play(seed, WHOLE);
    expect(findings).toEqual([]);
    expect(rows).toBeGreaterThan(0);
  });
});

it('are told with their seeds', () => {
  const told = rowsOf(section(read('docs/simulator.md'), '## Rules switched off'));
  const known = Object.entries(RULES).map(([name, text]) => [`\`${name}\``, text, String(FOUND_BY[name as Rule])]);
  expect(told).toEqual(known);
});
