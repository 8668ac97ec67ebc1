import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../../src/singer/catalog.ts';
import { succeed } from './command.ts';
import { startWorld, TAP, type World } from './world.ts';

/** A small world that has all there is, with a catalog that selects every stream and every column. */
export async function startWholeWorld(): Promise<World> {
  // The audit log is for service accounts of Enterprise alone.
  const world = await startWorld({ plan: 'enterprise', serviceAccount: true });
  const catalog = join(world.folder, 'catalog.json');
  const discovered = JSON.parse(await succeed(process.execPath, [TAP, '--discover'])) as Catalog;
  writeFileSync(catalog, JSON.stringify({ streams: discovered.streams.map(selected) }));
  return { ...world, catalog };
}

function selected(entry: Catalog['streams'][number]): Catalog['streams'][number] {
  const metadata = entry.metadata.map((item) => ({ ...item, metadata: { ...item.metadata, selected: true } }));
  return { ...entry, metadata };
}
