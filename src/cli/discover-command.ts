import { usableColumns } from '../config/columns.ts';
import { gather } from '../config/sources.ts';
import type { Catalog } from '../singer/catalog.ts';
import { discover } from '../singer/discover.ts';
import { parentStream, streamNames, streams } from '../streams/table.ts';
import type { Io } from './io.ts';
import { streamSchemas, takenColumnNames } from './stream-schemas.ts';

/**
 * Makes the catalog without asking Asana. Of a config only the columns made from custom fields matter, and a config that
 * is wrong is no reason to fail: Meltano discovers with whatever config there is, and the sync will say.
 * @param config the values of `--config`
 */
export function discoverCatalog(config: readonly string[], io: Pick<Io, 'env' | 'readFile'>): Catalog {
  const schemaOf = schemasFor(config, io);
  const schemas = Object.fromEntries(streamNames.map((name) => [name, schemaOf(name).schema]));
  return discover(streams, schemas, parentStream);
}

function schemasFor(config: readonly string[], io: Pick<Io, 'env' | 'readFile'>): ReturnType<typeof streamSchemas> {
  const given = gather(config, io.env, io.readFile, []).get('custom_field_columns');
  const taken = takenColumnNames();
  const usable = Object.entries(usableColumns(given?.value)).filter(([name]) => !taken.has(name));
  return streamSchemas(Object.fromEntries(usable));
}
