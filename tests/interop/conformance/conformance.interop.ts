import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Catalog, CatalogEntry } from '../../../src/singer/catalog.ts';
import type { PropertySchema } from '../../../src/streams/schema.ts';
import { streamNames } from '../../../src/streams/table.ts';
import { run, shell } from '../support/command.ts';
import { plant } from '../support/hostile.ts';
import { programOf } from '../support/venvs.ts';
import { startWholeWorld } from '../support/whole-world.ts';
import { TAP, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWholeWorld();
  await plant(world);
});
afterAll(() => world.close());

it('is what singer-check-tap takes for a tap', async () => {
  const catalog = join(world.folder, 'readable.json');
  const whole = JSON.parse(readFileSync(world.catalog ?? '', 'utf8')) as Catalog;
  writeFileSync(catalog, JSON.stringify(readable(whole)));
  const tap = `'${process.execPath}' '${TAP}' --config '${world.config}' --catalog '${catalog}'`;
  const { code, out, err } = await shell(`${tap} | '${programOf('check', 'singer-check-tap')}'`);
  expect({ code }, out + err).toEqual({ code: 0 });
  const counts = Object.entries(world.sandbox.truth()).map(([stream, keys]) => [stream, keys.length] as const);
  for (const [stream, count] of counts) expect(out).toMatch(new RegExp(`${stream} +[|│]? *${count}\\b`));
});

it("passes the Singer SDK's standard tests", async () => {
  const test = join(import.meta.dirname, 'test_tap.py');
  const env = {
    TAP_ASANA_NODE: process.execPath,
    TAP_ASANA_EXECUTABLE: TAP,
    TAP_ASANA_CONFIG_FILE: world.config,
    TAP_ASANA_CATALOG_FILE: world.catalog,
  };
  const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', '-W', 'ignore', test];
  const { code, out, err } = await run(programOf('sdk', 'python'), args, {
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect({ code }, out + err).toEqual({ code: 0 });
  const [, passed] = /(\d+) passed/.exec(out) ?? [];
  // 4 of the tap, 6 of each stream, and those of single columns.
  expect(Number(passed)).toBeGreaterThan(4 + 6 * streamNames.length);
  expect(out).not.toMatch(/\d+ skipped/);
});

it('has a shim that names nothing of this machine', () => {
  expect(readFileSync(join(import.meta.dirname, 'test_tap.py'), 'utf8')).not.toMatch(/\/tmp|\/home/);
});

/**
 * singer-check-tap 0.4.1 ends with an AttributeError at an object that is null where its schema has a date-time in it:
 * the columns with such objects are left out.
 */
function readable(catalog: Catalog): Catalog {
  return { streams: catalog.streams.map(withoutNullableInstants) };
}

function withoutNullableInstants(entry: CatalogEntry): CatalogEntry {
  const metadata = entry.metadata.map((item) => {
    const [, name = ''] = item.breadcrumb;
    const property = entry.schema.properties[name];
    const isLeftOut = item.breadcrumb.length === 2 && property !== undefined && hasInstantBelow(property);
    return isLeftOut ? { ...item, metadata: { ...item.metadata, selected: false } } : item;
  });
  return { ...entry, metadata };
}

function hasInstantBelow({ properties, items }: PropertySchema): boolean {
  const below = [...Object.values(properties ?? {}), ...(items === undefined ? [] : [items])];
  return below.some((schema) => schema.format === 'date-time' || hasInstantBelow(schema));
}
