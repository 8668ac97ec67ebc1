import { createPace } from '../asana/create-pace.ts';
import { createTransport } from '../asana/transport.ts';
import { costOf, quotaOf } from '../check/cost.ts';
import { type Survey, surveyAccount } from '../check/survey.ts';
import { checkWords } from '../check/words.ts';
import type { Config } from '../config/config.ts';
import { FatalError, type TapError } from '../errors.ts';
import { Metrics } from '../singer/metrics.ts';
import { readSelection } from '../singer/read-selection.ts';
import { streams } from '../streams/table.ts';
import { assertOneIsOpen, noneReached } from '../sync/out-of-reach.ts';
import { makePlan } from '../sync/plan.ts';
import type { SyncInvocation } from './invocation.ts';
import { refreshTokenKeeper } from './keep-refresh-token.ts';
import { print } from './print.ts';
import { readInput } from './read-input.ts';
import { listenForSignals } from './signals.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Says in plain words what the token reaches, which selected streams will be empty and why, and what a sync will cost.
 * @param invocation the files that a sync would be given
 * @returns the exit code: 0 if a sync can read
 * @throws ConfigError before anything is asked, AuthError for a token that does not work, FatalError where nothing that is
 *   wanted can be reached
 */
export async function checkCommand(
  invocation: Pick<SyncInvocation, 'config' | 'catalog' | 'state'>,
  surroundings: Surroundings,
): Promise<number> {
  const { io, logger, crash } = surroundings;
  const input = readInput({ ...invocation, kind: 'sync' }, io.env, io.readFile);
  for (const secret of input.secrets) logger.redact(secret);
  for (const warning of input.warnings) logger.warning(warning);
  const { config } = input;
  const selection = readSelection(input.catalog, streams, input.schemaOf, (message) => logger.warning(message));
  const plan = makePlan(selection, config);
  const ending = new AbortController();
  const end = (reason: TapError) => ending.abort(reason);
  crash.addEventListener('abort', () => end(crash.reason as TapError));
  const release = listenForSignals(io, logger, end);
  const transport = await createTransport(io.env, config.maxConcurrentRequests);
  const metrics = new Metrics({ clock: io.clock, write: () => {} });
  try {
    const survey = await surveyAccount(
      {
        config,
        logger,
        metrics,
        clock: io.clock,
        random: io.random,
        fetch: transport.fetch,
        pace: createPace(config.requestsPerMinute),
        keepRefreshToken: refreshTokenKeeper(config.credentials, logger),
        signal: ending.signal,
      },
      plan,
    );
    ending.signal.throwIfAborted();
    const requests = metrics.total('http_request_count');
    const lines = checkWords(plan, config, survey, costOf(plan, config, survey), quotaOf(config, survey), requests);
    await print(io.stdout, lines.join('\n'));
    assertReach(survey, config);
    return 0;
  } finally {
    release();
    await transport.close();
  }
}

/** The same that a sync fails for (contract, 'Config'). */
function assertReach({ workspaces, passedOver, unreached, projects, archived }: Survey, config: Config): void {
  if (workspaces.length === 0) {
    throw unreached.workspaces.length > 0
      ? noneReached('workspaces')
      : new FatalError('The token reaches no workspace at all.');
  }
  if (passedOver === 0) assertOneIsOpen(config, workspaces);
  if (unreached.projects.length > 0 && !unreached.isUnsure && projects + archived === 0) {
    throw noneReached('projects');
  }
}
