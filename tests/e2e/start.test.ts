import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serve } from './tap.ts';

/** Preloaded: says at the end which packages were loaded. */
const SPY = join(import.meta.dirname, '..', 'fixtures', 'loaded-packages.cjs');

it('a sync of a right config and catalog loads none of the packages that only read or name what is odd', async () => {
  const { tap } = await serve({}, 0, { NODE_OPTIONS: `--require ${SPY}` });
  const loaded = async (line: string) => {
    const { code, out, err } = await tap.run(line);
    return { code, out, packages: JSON.parse(/^LOADED (.*)$/m.exec(err)?.[1] ?? '') as string[] };
  };
  const found = await loaded('--discover');
  expect([found.code, found.packages]).toEqual([0, []]);
  tap.file('catalog.json', found.out);
  const synced = await loaded('--config config.json --catalog catalog.json');
  expect([synced.code, synced.packages]).toEqual([0, ['undici']]);

  tap.file('catalog.json', {});
  const refused = await loaded('--config config.json --catalog catalog.json');
  expect([refused.code, refused.packages]).toEqual([2, expect.arrayContaining(['ajv'])]);
});
