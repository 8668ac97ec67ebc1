import { usableColumns } from '../config/columns.ts';
import { maskOf, secretsOf } from '../config/secrets.ts';
import { gather } from '../config/sources.ts';
import type { Logger } from '../log/logger.ts';
import type { Catalog } from '../singer/catalog.ts';
import { discover } from '../singer/discover.ts';
import { parentStream, streamNames, streams } from '../streams/table.ts';
import type { Io } from './io.ts';
import { streamSchemas, takenColumnNames } from './stream-schemas.ts';

/**
 * Makes the catalog without asking Asana. Of a config only the columns made from custom fields matter, and a config that
 * is wrong is no reason to fail: Meltano discovers with whatever config there is, and the sync will say. A file that cannot
 * be read is warned of, since the columns that it may have are not in the catalog.
 * @param config the values of `--config`
 */
export function discoverCatalog(
  config: readonly string[],
  io: Pick<Io, 'env' | 'readFile'>,
  logger: Pick<Logger, 'warning'>,
): Catalog {
  const schemaOf = schemasFor(config, io, logger);
  const schemas = Object.fromEntries(streamNames.map((name) => [name, schemaOf(name).schema]));
  return discover(streams, schemas, parentStream);
}

function schemasFor(
  config: readonly string[],
  io: Pick<Io, 'env' | 'readFile'>,
  logger: Pick<Logger, 'warning'>,
): ReturnType<typeof streamSchemas> {
  const problems: string[] = [];
  const given = gather(config, io.env, io.readFile, problems);
  const mask = maskOf(secretsOf(given));
  for (const problem of problems) logger.warning(`${mask(problem)}; the catalog is made without it`);
  const taken = takenColumnNames();
  const usable = Object.entries(usableColumns(given.get('custom_field_columns')?.value)).filter(
    ([name]) => !taken.has(name),
  );
  return streamSchemas(Object.fromEntries(usable));
}
