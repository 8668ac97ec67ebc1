import { ConfigError } from '../errors.ts';
import type { Change, EditResult } from './edit/change.ts';
import { checkChanges } from './faults/scenario.ts';
import { jsonAnswer, type ParsedRequest, type WholeAnswer } from './http/messages.ts';
import type { Plan } from './http/route.ts';
import { listSizes } from './list-sizes.ts';
import type { RequestLog } from './request-log.ts';
import type { ScopeOptions } from './scope.ts';
import { ALL_STREAMS, TRUTH_STREAMS, type Truth } from './truth.ts';
import type { Reader } from './world/reader.ts';
import type { World } from './world/world.ts';

/** Where the sandbox's own answers begin. */
export const ADMIN_BASE = '/_sandbox/';

/** The parts of a sandbox that can be asked about. */
interface Administered {
  readonly world: World;
  readonly reader: Reader;
  readonly plan: Plan;
  readonly log: RequestLog;
  edit(change: Change): EditResult;
  truth(options?: ScopeOptions): Truth;
}

/** Answers a request about the sandbox itself: no token, no quota, no fault, not in the log. */
export function administer(sandbox: Administered, request: ParsedRequest): WholeAnswer {
  const what = `${request.method} ${request.path.slice(ADMIN_BASE.length)}`;
  switch (what) {
    case 'GET requests':
      return jsonAnswer(200, { ...sandbox.log.counts(), requests: sandbox.log.requests });
    case 'GET truth':
      return jsonAnswer(200, truthAsked(sandbox, request));
    case 'GET world':
      return jsonAnswer(200, describe(sandbox));
    case 'GET lists':
      return jsonAnswer(200, listSizes(sandbox.world, sandbox.reader, sandbox.plan));
    case 'POST edit':
      return makeEdits(sandbox, request.body);
    case 'POST reset-log':
      sandbox.log.reset();
      return jsonAnswer(200, {});
    default:
      return jsonAnswer(404, { errors: [{ message: `The sandbox has no ${what}` }] });
  }
}

/**
 * `?assigned=false`, `?archived=false`, `?projects=1,2` and `?workspaces=1` narrow what is read. The ten streams are told that
 * are read by default, or those of `?streams=tasks,goals`, or `?streams=all`: in a large world some take a while.
 */
function truthAsked(sandbox: Administered, { query }: ParsedRequest): Partial<Truth> {
  const gids = (name: string) => query.get(name)?.split(',');
  const projects = gids('projects');
  const workspaces = gids('workspaces');
  const truth = sandbox.truth({
    assigned: query.get('assigned') !== 'false',
    archived: query.get('archived') !== 'false',
    ...(projects === undefined ? {} : { projects }),
    ...(workspaces === undefined ? {} : { workspaces }),
  });
  const streams: readonly string[] = query.get('streams')?.split(',') ?? TRUTH_STREAMS;
  const told = ALL_STREAMS.filter((stream) => streams.includes('all') || streams.includes(stream));
  return Object.fromEntries(told.map((stream) => [stream, truth[stream]]));
}

function describe(sandbox: Administered) {
  const truth = sandbox.truth();
  const { seed, sizes, tasks } = sandbox.world;
  const rows = Object.fromEntries(TRUTH_STREAMS.map((stream) => [stream, truth[stream].length]));
  return { seed, sizes, tasksAndSubtasks: tasks.size(), rows };
}

/** One change or a list of them. Those before one that cannot be made stay made. */
function makeEdits(sandbox: Administered, body: string): WholeAnswer {
  const results: EditResult[] = [];
  try {
    for (const change of checkChanges(JSON.parse(body))) results.push(sandbox.edit(change));
    return jsonAnswer(200, { data: results });
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof RangeError || error instanceof SyntaxError)) throw error;
    return jsonAnswer(400, { errors: error.message.split('\n').map((message) => ({ message })), data: results });
  }
}
