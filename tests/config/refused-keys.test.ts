import { expect, test } from 'vitest';
import { load, refused } from './load-values.ts';

test('unknown keys warn once each and do no harm', () => {
  expect(load({ nope: 'value', other: 2 }).warnings).toEqual([
    'config.nope: is not known and is ignored (config.json)',
    'config.other: is not known and is ignored (config.json)',
  ]);
});

test.each(['stream_maps', 'stream_map_config', 'flattening_enabled', 'batch_config'])('%s is refused', (key) => {
  expect(refused({ [key]: { on: true } })).toEqual([expect.stringMatching(`^config.${key}: is not supported: `)]);
});

test.each([true, 'true', 1, ['email'], 'email'])('switched on by %j, nothing is passed over in silence', (value) => {
  expect(refused({ flattening_enabled: value })).toEqual([expect.stringContaining('is not supported: ')]);
});

test.each([
  { flattening_enabled: false },
  { flattening_enabled: 'false' },
  { stream_maps: {} },
  { batch_config: '' },
  { batch_config: 'null' },
  { flattening_enabled: ' False\n' },
  { batch_config: 0 },
])('switched off, %j asks for nothing', (values) => {
  expect(load(values).warnings).toEqual([]);
});

test('a short lookback warns', () => {
  expect(load({ lookback_seconds: 9 }).warnings).toEqual([
    'config.lookback_seconds: 9 is short; changes that arrive late can be lost',
  ]);
  expect(load({ lookback_seconds: 10 }).warnings).toEqual([]);
});
