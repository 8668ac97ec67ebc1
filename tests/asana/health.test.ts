import { expect, it } from 'vitest';
import { Health } from '../../src/asana/health.ts';

const MINUTE = 60_000;

it('time in which somebody asks counts, whoever comes and goes meanwhile', () => {
  const health = new Health();
  health.begin(0);
  health.begin(0);
  health.failed(0, 0, 'reset');
  health.end(MINUTE);
  health.begin(14 * MINUTE);
  expect(() => health.failed(15 * MINUTE, 15 * MINUTE, 'reset')).not.toThrow();
  expect(() => health.failed(15 * MINUTE, 15 * MINUTE + 1, 'reset')).toThrow(/^No request succeeds for 15 minutes, /);
});
