import { expect, it } from 'vitest';
import { Health } from '../../src/asana/health.ts';

const MINUTE = 60_000;

it('time in which somebody asks counts, whoever comes and goes meanwhile', () => {
  const health = new Health();
  const begun = Date.UTC(2026, 10, 20);
  health.begin(begun);
  health.begin(begun);
  health.failed(begun, begun, 'reset');
  health.end(begun + MINUTE);
  health.begin(begun + 14 * MINUTE);
  const last = begun + 15 * MINUTE;
  expect(() => health.failed(last, last, 'reset')).not.toThrow();
  expect(() => health.failed(last, last + 1, 'reset')).toThrow(/^No request succeeds for 15 minutes, /);
});
