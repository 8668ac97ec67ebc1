import { columnsFor, isNameless } from '../check/custom-field-columns.ts';
import { readCustomFields } from '../check/custom-fields.ts';
import { loadConfig } from '../config/load.ts';
import { ConfigError, FatalError } from '../errors.ts';
import { announce } from './announce.ts';
import type { CheckFieldsInvocation } from './invocation.ts';
import { openClientContext } from './open-client-context.ts';
import { print } from './print.ts';
import { takenColumnNames } from './stream-schemas.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Prints `custom_field_columns` for the workspaces that the token reaches, ready for the config.
 * @returns the exit code
 * @throws ConfigError before anything is asked, AuthError, FatalError when no custom field could be read at all
 */
export async function checkCustomFields(
  invocation: CheckFieldsInvocation,
  surroundings: Surroundings,
): Promise<number> {
  const { io, logger } = surroundings;
  if (invocation.config.length === 0) throw new ConfigError(['no config: give --config FILE, or --config ENV']);
  const loaded = loadConfig(invocation.config, io.env, io.readFile);
  announce(loaded, logger);
  const { config } = loaded;
  const { context, close } = await openClientContext(config, surroundings);
  try {
    const { fields, isComplete, failure } = await readCustomFields(context);
    context.signal.throwIfAborted();
    if (fields.length === 0 && !isComplete) {
      throw new FatalError(failure ?? 'No custom field could be read: see the warnings above.');
    }
    const columns = columnsFor(fields, config.customFieldColumns, takenColumnNames());
    for (const [column, { gid }] of Object.entries(columns)) {
      const name = fields.find((field) => field.gid === gid)?.name;
      // Nobody could tell which is which in the map.
      if (name !== undefined && isNameless(name))
        logger.info(`${column} is the custom field "${name}". Call it as you like.`);
    }
    await print(io.stdout, JSON.stringify({ custom_field_columns: columns }, null, 2));
    // A signal that came too late to stop anything was a wish all the same.
    context.signal.throwIfAborted();
    if (failure !== undefined) logger.critical(failure);
    return failure === undefined ? 0 : 1;
  } finally {
    await close();
  }
}
