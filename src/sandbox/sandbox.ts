import { ADMIN_BASE, administer } from './admin.ts';
import type { Change, EditResult } from './edit/change.ts';
import { edit } from './edit/edit.ts';
import { editSome } from './edit/edit-some.ts';
import { createSchedule } from './faults/schedule.ts';
import type { Json } from './fields/pick.ts';
import { tokenOf } from './http/access.ts';
import { createLimits } from './http/limits.ts';
import {
  jsonAnswer,
  type ParsedRequest,
  parseRequest,
  type SandboxAnswer,
  type SandboxRequest,
} from './http/messages.ts';
import { errorBody } from './http/refusal.ts';
import type { Plan } from './http/route.ts';
import { objectByGid } from './objects.ts';
import { type SandboxOptions, withDefaults } from './options.ts';
import { createRequestLog, type LoggedRequest, type RequestLog } from './request-log.ts';
import { createResponder } from './respond.ts';
import type { ScopeOptions } from './scope.ts';
import { type Truth, truth } from './truth.ts';
import { createRng } from './world/random.ts';
import { type Reader, serviceAccountOf } from './world/reader.ts';
import { createWorld, type World } from './world/world.ts';

/** A stand-in for Asana, in memory: nothing in it waits or sleeps. */
export interface Sandbox {
  readonly world: World;
  /** Who the default token speaks for. */
  readonly reader: Reader;
  /** What the organizations pay for. */
  readonly plan: Plan;
  /** The requests seen, oldest first. */
  readonly requests: readonly LoggedRequest[];
  readonly log: RequestLog;
  /** Answers one request at once. Never throws. */
  handle(request: SandboxRequest): SandboxAnswer;
  /** Marks a request as in flight, for the limit of 50 reads; call what comes back when its answer is over. */
  begin(request: SandboxRequest): () => void;
  /** Changes the world now. Throws a RangeError for a change that cannot be. */
  edit(change: Change): EditResult;
  /** Changes a share (0 to 1) of all tasks and subtasks now, each once; returns the changes. */
  editSome(share: number): Change[];
  /** What a full read by the default token should end with. */
  truth(options?: ScopeOptions): Truth;
  /** An object's full record, or the fields named as in `opt_fields`; null where there is none. */
  object(gid: string, fields?: string): Json;
  /** Makes an access token invalid, as an administrator would. */
  revoke(token: string): void;
}

/** Makes a sandbox. Throws a RangeError for sizes that cannot be met, or projects to refuse or hide that are not there. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const settings = withDefaults(options);
  const { clock, seed } = settings;
  const begun = clock();
  const world = options.world ?? createWorld({ now: begun, sizes: options.sizes ?? {} }, seed);
  for (const project of settings.refused) edit(world, { type: 'refuse-project', project }, begun);
  for (const project of settings.hidden) edit(world, { type: 'hide-project', project }, begun);
  const reader = settings.serviceAccount ? serviceAccountOf(world) : { user: 0, serviceAccount: false };
  const limits = createLimits(settings);
  const responder = createResponder(settings, options.tokens ?? {}, world, reader, limits);
  const log = createRequestLog(settings.logCap);
  const takeDue = createSchedule(settings.edits);
  // One sequence for what the schedule changes, another for faults and latency: neither disturbs the other.
  const rng = createRng(seed + 1);

  const changeWhatIsDue = (now: number) => {
    for (const { changes = [], share = 0 } of takeDue((now - begun) / 1000, log.counts().total)) {
      for (const change of changes) edit(world, change, now);
      if (share > 0) editSome(world, share, rng, now);
    }
  };
  const changeAndRespond = (request: ParsedRequest, now: number): SandboxAnswer => {
    try {
      changeWhatIsDue(now);
    } catch (error) {
      // A schedule that names what is not there: said to whoever asked, since nobody else listens.
      return jsonAnswer(
        500,
        errorBody(500, `Scheduled edit: ${error instanceof Error ? error.message : String(error)}`),
      );
    }
    return responder.respond(request, now, (now - begun) / 1000);
  };
  const tokenIn = (headers: ReadonlyMap<string, string>) => tokenOf(headers.get('authorization')) ?? '';

  const sandbox: Sandbox = {
    world,
    reader,
    plan: settings.plan,
    requests: log.requests,
    log,
    handle(raw) {
      const now = clock();
      const request = parseRequest(raw);
      if (request.path.startsWith(ADMIN_BASE)) return administer(sandbox, request);
      const answer = changeAndRespond(request, now);
      const { method, path, query, headers } = request;
      const status = answer.kind === 'answer' || answer.kind === 'cut' ? answer.status : 0;
      const inFlight = limits.inFlight(tokenIn(headers));
      log.add({ method, path, query: Object.fromEntries(query), status, at: now, inFlight });
      return answer;
    },
    begin(raw) {
      const request = parseRequest(raw);
      return request.path.startsWith(ADMIN_BASE) ? () => {} : limits.begin(tokenIn(request.headers));
    },
    edit: (change) => edit(world, change, clock()),
    editSome: (share) => editSome(world, share, rng, clock()),
    truth: (scope) => truth({ world, reader, plan: settings.plan }, scope),
    object: (gid, fields) => objectByGid(world, reader, gid, fields),
    revoke: (token) => responder.revoke(token),
  };
  return sandbox;
}
