import { setMaxListeners } from 'node:events';
import { type Auth, tokenAuth } from '../../src/asana/auth/auth.ts';
import { Client } from '../../src/asana/client.ts';
import { Health } from '../../src/asana/health.ts';
import { heavyTurns } from '../../src/asana/http/heavy.ts';
import { fixedPace, type Pace } from '../../src/asana/pace/pace.ts';
import { Pacer, Priority } from '../../src/asana/pace/pacer.ts';
import type { Request } from '../../src/asana/request.ts';
import type { Clock } from '../../src/clock.ts';
import { sleep } from '../../src/clock.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** The token of clients that are not given another. */
export const TOKEN = 'token-of-tests';

/** One request as it went out. */
export interface Asked {
  /** Milliseconds since the beginning. */
  readonly at: number;
  /** The path below the API's base. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string;
  readonly headers: Headers;
  readonly signal: AbortSignal;
}

/** What comes back: an answer, or an error on the way. */
export type Script = (asked: Asked, index: number) => Response | Error | Promise<Response>;

export interface ClientSetup {
  readonly auth?: Auth;
  readonly places?: number;
  readonly pace?: Pace;
  /** Milliseconds. */
  readonly timeoutMs?: number;
  readonly clock?: VirtualClock;
  readonly health?: Health;
}

/** A clock that counts the timers that are set, and on which nobody waits for ever. */
export class CountingClock extends VirtualClock {
  timers = 0;

  override run<T>(job: Promise<T>): Promise<T> {
    return super.run(job, { hangs: 1000 });
  }

  override after(ms: number, action: () => void): () => void {
    let isSet = true;
    this.timers += 1;
    const end = () => {
      if (isSet) this.timers -= 1;
      isSet = false;
    };
    const cancel = super.after(ms, () => {
      end();
      action();
    });
    return () => {
      end();
      cancel();
    };
  }
}

/** A client on a virtual clock, answered by a script, and everything it says. */
export function openClient(script: Script, setup: ClientSetup = {}) {
  const clock = setup.clock ?? new CountingClock();
  const { timeoutMs = 300_000, places = 20, pace = fixedPace(60_000_000) } = setup;
  const health = setup.health ?? new Health();
  const begun = clock.now();
  const asked: Asked[] = [];
  const events: string[] = [];
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const pacer = new Pacer({ clock, random: () => 0.5, pace, health, places });
  const client = new Client({
    apiUrl: 'https://api.test/1.0',
    userAgent: 'tests',
    timeoutMs,
    clock,
    random: () => 0.5,
    auth: setup.auth ?? tokenAuth(TOKEN),
    pacer,
    health,
    signal: stop.signal,
    enter: heavyTurns(health, clock, stop.signal),
    async fetch(url, init) {
      const { pathname, searchParams } = new URL(url);
      const headers = new Headers(init.headers);
      const one: Asked = {
        at: clock.now() - begun,
        path: pathname.replace('/1.0', ''),
        query: searchParams,
        token: headers.get('authorization')?.replace('Bearer ', '') ?? '',
        headers,
        signal: init.signal as AbortSignal,
      };
      asked.push(one);
      const answer = await script(one, asked.length - 1);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    events: {
      begun: (date) => events.push(`begun ${date}`),
      requested: (request, status, ms) => events.push(`${request.endpoint} ${status} ${ms}`),
      retried: () => events.push('retried'),
      waiting: (_request, reason, waitMs) => events.push(`waiting ${waitMs}: ${reason}`),
      fatal: (error) => events.push(`fatal ${error.name}`),
      change: (name, isAffected) => events.push(`change ${name} ${isAffected}`),
    },
  });
  return { client, clock, health, pacer, asked, events, stop, get: (path: string) => client.get(requestOf(path)) };
}

/** A request for a path with its query. */
export function requestOf(target: string): Request {
  const [path = '', query = ''] = target.split('?');
  return { path, query, endpoint: path, stream: 'tasks', priority: Priority.list };
}

/** A good answer. */
export function ok(data: unknown = [], more: Record<string, unknown> = {}): Response {
  return Response.json({ data, ...more });
}

/** An answer in the form of Asana's errors. */
export function refusal(status: number, message = `error ${status}`, headers: Record<string, string> = {}): Response {
  return Response.json({ errors: [{ message }] }, { status, headers });
}

/** An answer that takes its time, or its end with the request's. */
export async function later(clock: Clock, ms: number, asked: Asked, answer: () => Response = ok): Promise<Response> {
  await sleep(clock, ms, asked.signal);
  return answer();
}

/** Never answers; ends with the request. */
export function silence({ signal }: Asked): Promise<Response> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
