import { createPace } from '../asana/create-pace.ts';
import { createTransport } from '../asana/transport.ts';
import { columnsFor, isNameless } from '../check/custom-field-columns.ts';
import { readCustomFields } from '../check/custom-fields.ts';
import { loadConfig } from '../config/load.ts';
import { ConfigError, FatalError, type TapError } from '../errors.ts';
import { Metrics } from '../singer/metrics.ts';
import type { CheckFieldsInvocation } from './invocation.ts';
import { refreshTokenKeeper } from './keep-refresh-token.ts';
import { print } from './print.ts';
import { listenForSignals } from './signals.ts';
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
  const { io, logger, crash } = surroundings;
  if (invocation.config.length === 0) throw new ConfigError(['no config: give --config FILE, or --config ENV']);
  const { config, secrets, warnings } = loadConfig(invocation.config, io.env, io.readFile);
  for (const secret of secrets) logger.redact(secret);
  for (const warning of warnings) logger.warning(warning);
  const ending = new AbortController();
  const end = (reason: TapError) => ending.abort(reason);
  crash.addEventListener('abort', () => end(crash.reason as TapError));
  const release = listenForSignals(io, logger, end);
  const transport = await createTransport(io.env, config.maxConcurrentRequests);
  try {
    const { fields, isComplete, failure } = await readCustomFields({
      config,
      logger,
      clock: io.clock,
      random: io.random,
      // Counted like all requests, told to nobody.
      metrics: new Metrics({ clock: io.clock, write: () => {} }),
      fetch: transport.fetch,
      pace: createPace(config.requestsPerMinute),
      keepRefreshToken: refreshTokenKeeper(config.credentials, logger),
      signal: ending.signal,
    });
    ending.signal.throwIfAborted();
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
    if (failure !== undefined) logger.critical(failure);
    return failure === undefined ? 0 : 1;
  } finally {
    release();
    await transport.close();
  }
}
