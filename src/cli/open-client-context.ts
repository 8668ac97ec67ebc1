import { createTransport } from '../asana/http/transport.ts';
import { createPace } from '../asana/pace/create-pace.ts';
import type { Config } from '../config/config.ts';
import { Metrics } from '../singer/metrics.ts';
import type { ClientContext } from '../sync/run-context.ts';
import { refreshTokenKeeper } from './keep-refresh-token.ts';
import { openEnding } from './signals.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Opens what it takes to ask Asana, for a command that writes no records. Requests are counted, and the counts told to
 * nobody.
 * @returns what the client is made from, and what is to be called in the end, however it comes about
 * @throws ConfigError if the environment names a proxy that is none
 */
export async function openClientContext(
  config: Config,
  surroundings: Surroundings,
): Promise<{ context: ClientContext; close: () => Promise<void> }> {
  const { io, logger } = surroundings;
  // Before anything that has to be ended: it may refuse a proxy.
  const transport = await createTransport(io.env, config.maxConcurrentRequests);
  const { signal, release } = openEnding(surroundings);
  const refreshTokens = refreshTokenKeeper(config.credentials, logger);
  return {
    context: {
      config,
      logger,
      signal,
      metrics: new Metrics({ clock: io.clock, write: () => {} }),
      clock: io.clock,
      random: io.random,
      fetch: transport.fetch,
      pace: createPace(config.requestsPerMinute),
      refreshTokens,
    },
    async close() {
      release();
      await refreshTokens.settled();
      await transport.close();
    },
  };
}
