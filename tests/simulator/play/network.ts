import {
  type ParsedRequest,
  parseRequest,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../src/sandbox/http/messages.ts';
import { createQuota, type Quota } from '../../../src/sandbox/http/quota.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Fetch } from '../../support/fetch.ts';
import type { Traffic } from '../plan/round-plan.ts';
import { responseOf } from './answer.ts';
import { Faults, listOf } from './faults.ts';
import { Latency } from './latency.ts';
import type { RunClock } from './run-clock.ts';

/** Changes answers before the tap sees them: how a rule of the model is switched off from outside. */
export type Filter = (request: ParsedRequest, answer: SandboxAnswer) => SandboxAnswer;

/** An answer that is there. */
export interface Arrival {
  /** When it was made, epoch ms. */
  readonly answeredAt: number;
  /** Whether it says so. */
  readonly isDated: boolean;
}

/** What lies between a run and the sandbox: time, faults, a quota. One a run. */
export class Network {
  /** Requests sent so far. */
  count = 0;
  inFlight = 0;
  maxInFlight = 0;
  /** What was asked for though it had been answered. */
  readonly repeated = new Set<string>();
  /** Whether an answer took too long, said that a list has to be begun again, or questioned the token. */
  isRough = false;
  readonly #answered = new Set<string>();
  readonly #clock: RunClock;
  readonly #sandbox: Sandbox;
  readonly #traffic: Traffic;
  readonly #latency: Latency;
  readonly #faults: Faults;
  readonly #quota: Quota | undefined;
  readonly #sending: () => void;
  readonly #arrived: (arrival: Arrival) => void;
  readonly #told: (line: string) => void;
  readonly #aheadMs: number;
  readonly #filter: Filter | undefined;

  /**
   * @param options.sending called before each request: things happen at such moments
   * @param options.arrived called when a whole answer has arrived
   */
  constructor(options: {
    clock: RunClock;
    sandbox: Sandbox;
    traffic: Traffic;
    /** Decides how long answers take. */
    seed: number;
    sending: () => void;
    arrived: (arrival: Arrival) => void;
    told: (line: string) => void;
    /** By so much the date of every answer is ahead. */
    aheadMs?: number | undefined;
    filter?: Filter | undefined;
  }) {
    this.#clock = options.clock;
    this.#sandbox = options.sandbox;
    this.#traffic = options.traffic;
    this.#latency = latencyOf(options.seed, options.traffic);
    this.#sending = options.sending;
    this.#arrived = options.arrived;
    this.#told = options.told;
    this.#aheadMs = options.aheadMs ?? 0;
    this.#filter = options.filter;
    this.#faults = new Faults(options.traffic.faults);
    const { quota } = options.traffic;
    this.#quota = quota === undefined ? undefined : createQuota(quota.model, quota.perMinute);
    if (options.traffic.foreignMs !== undefined) this.#share(options.traffic.foreignMs);
  }

  readonly fetch: Fetch = async (url, init) => {
    this.count += 1;
    const nth = this.count;
    this.#sending();
    const signal = init.signal ?? undefined;
    const { raw, request } = take(url, init);
    const [there, back] = this.#latency.of(listOf(request));
    this.inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
    try {
      await this.#pass(there, signal);
      const answeredAt = this.#clock.now();
      const answer = this.#answer(nth, raw, request);
      await this.#pass(back + (answer.kind === 'answer' ? (answer.delayMs ?? 0) : 0), signal);
      if (answer.kind === 'answer' && (answer.status === 400 || answer.status === 401)) this.isRough = true;
      if (this.#answered.has(raw.url)) this.repeated.add(raw.url);
      this.#answered.add(raw.url);
      if (answer.kind === 'answer') this.#arrived({ answeredAt, isDated: 'date' in answer.headers });
      return answer.kind === 'stall' ? await never(signal) : responseOf(answer);
    } catch (error) {
      this.isRough = true;
      throw error;
    } finally {
      this.inFlight -= 1;
    }
  };

  #answer(nth: number, raw: SandboxRequest, request: ParsedRequest): SandboxAnswer {
    const now = this.#clock.now();
    const date = new Date(now).toUTCString();
    const refusal = this.#refuse(now, date);
    const given = refusal ?? this.#faults.befall(request, () => this.#sandbox.handle(raw), date);
    const answer = ahead(this.#filter?.(request, given) ?? given, this.#aheadMs);
    this.#told(`${nth} GET ${listOf(request)} ${answer.kind === 'answer' ? answer.status : answer.kind}`);
    return answer;
  }

  #refuse(now: number, date: string): SandboxAnswer | undefined {
    const wait = this.#quota?.take(now) ?? null;
    if (wait === null) return undefined;
    const seconds = String(Math.max(1, Math.ceil(wait / 1000)));
    const headers = { date, ...(this.#traffic.quota?.retryAfter === true && { 'retry-after': seconds }) };
    return { kind: 'answer', status: 429, headers, body: '{"errors":[{"message":"Rate limited"}]}' };
  }

  #pass(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const stop = () => {
        cancel();
        reject(signal?.reason);
      };
      const cancel = this.#clock.after(ms, () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  /** Somebody else asks with the same token. */
  #share(everyMs: number): void {
    const ask = () => {
      this.#quota?.take(this.#clock.now());
      this.#clock.after(everyMs, ask);
    };
    this.#clock.after(everyMs, ask);
  }
}

function latencyOf(seed: number, { latencyMs, jitter, slowOf }: Traffic): Latency {
  return new Latency(seed, latencyMs, jitter, slowOf);
}

function take(url: string, init: RequestInit): { raw: SandboxRequest; request: ParsedRequest } {
  const { pathname, search, host, origin } = new URL(url);
  const headers = { host, ...(init.headers as Record<string, string>) };
  const raw = { method: init.method ?? 'GET', url: pathname + search, headers, body: '', origin };
  return { raw, request: parseRequest(raw) };
}

function never(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** An answer of a clock that is ahead. */
function ahead(answer: SandboxAnswer, ms: number): SandboxAnswer {
  if (ms === 0 || answer.kind === 'stall' || answer.kind === 'reset' || !('date' in answer.headers)) return answer;
  const date = new Date(Date.parse(String(answer.headers['date'])) + ms).toUTCString();
  return { ...answer, headers: { ...answer.headers, date } };
}
