import { costOf, quotaOf } from '../check/cost.ts';
import { type Survey, surveyAccount } from '../check/survey.ts';
import { checkWords } from '../check/words.ts';
import type { Config } from '../config/config.ts';
import { readSelection } from '../singer/read-selection.ts';
import { streams } from '../streams/table.ts';
import { assertOneIsOpen, noneReached, noWorkspace } from '../sync/out-of-reach.ts';
import { makePlan } from '../sync/plan.ts';
import { announce } from './announce.ts';
import { openClientContext } from './open-client-context.ts';
import { print } from './print.ts';
import { type InputFiles, readInput } from './read-input.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Says in plain words what the token reaches, which selected streams will be empty and why, and what a sync will cost.
 * @param invocation the files that a sync would be given
 * @returns the exit code: 0 if a sync can read
 * @throws ConfigError before anything is asked, AuthError for a token that does not work, FatalError where nothing that is
 *   wanted can be reached
 */
export async function checkCommand(invocation: InputFiles, surroundings: Surroundings): Promise<number> {
  const { io, logger } = surroundings;
  const input = readInput(invocation, io.env, io.readFile);
  announce(input, logger);
  const { config } = input;
  const selection = readSelection(input.catalog, streams, input.schemaOf, (message) => logger.warning(message));
  const plan = makePlan(selection, config);
  const { context, close } = await openClientContext(config, surroundings);
  try {
    const survey = await surveyAccount(context, plan);
    context.signal.throwIfAborted();
    const requests = context.metrics.total('http_request_count');
    const lines = checkWords(plan, config, survey, costOf(plan, config, survey), quotaOf(config, survey), requests);
    // Asana's words may hold what was sent.
    await print(io.stdout, logger.masked(lines.join('\n')));
    // A signal that came too late to stop anything was a wish all the same.
    context.signal.throwIfAborted();
    assertReach(survey, config);
    return 0;
  } finally {
    await close();
  }
}

/** The same that a sync fails for (contract, 'Config'). */
function assertReach({ workspaces, passedOver, unreached, projects, archived }: Survey, config: Config): void {
  if (workspaces.length === 0) throw noWorkspace(config);
  if (passedOver === 0) assertOneIsOpen(config, workspaces);
  if (unreached.projects.length > 0 && !unreached.isUnsure && projects + archived === 0) {
    throw noneReached('projects');
  }
}
