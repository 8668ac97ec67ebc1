import type { FaultRule } from './faults/rule.ts';
import type { ScheduledEdit } from './faults/schedule.ts';
import { OFFSET_LIFETIME_MS } from './http/offset-token.ts';
import type { QuotaModel } from './http/quota.ts';
import type { Plan } from './http/route.ts';
import type { Sizes } from './world/sizes.ts';
import type { World } from './world/world.ts';

/** The credentials a sandbox takes unless told otherwise. */
export const DEFAULT_CREDENTIALS = {
  accessToken: 'sandbox-token',
  clientId: 'sandbox-client',
  clientSecret: 'sandbox-secret',
  refreshToken: 'sandbox-refresh',
} as const;

/** What a sandbox can be told. All of it is optional. */
export interface SandboxOptions {
  /** Decides everything that is not told: names, dates, chance. Default 1. */
  readonly seed?: number;
  readonly sizes?: Partial<Sizes>;
  /** A world made before, instead of one from seed and sizes. */
  readonly world?: World;
  /** Epoch ms; default the wall clock. */
  readonly clock?: () => number;
  /** Default `paid`. Decides the quota and what answers 402. */
  readonly plan?: Plan;
  /** Requests a minute and token; null for none. Default 150 on the free plan, 1,500 on others. */
  readonly quota?: number | null;
  /** Default `sliding`, the strictest. */
  readonly quotaModel?: QuotaModel;
  /** Whether 429 answers say how long to wait. Default true. */
  readonly retryAfter?: boolean;
  /** Reads in flight at once and token. Default 50. */
  readonly concurrency?: number;
  /** Default 15 minutes. */
  readonly offsetLifetimeMs?: number;
  /** Lists longer than this end in a 400, whatever the page size. Default none. */
  readonly truncateAfter?: number | null;
  /** Whether the default token is a service account's. Default false. */
  readonly serviceAccount?: boolean;
  /** More tokens that do not expire, with the index of their user. */
  readonly tokens?: Readonly<Record<string, { readonly user: number; readonly serviceAccount?: boolean }>>;
  /** Seconds an OAuth access token lives. Default 3,600. */
  readonly tokenLifetimeS?: number;
  readonly rotateRefreshToken?: boolean;
  /** Milliseconds each answer takes. Default 0. */
  readonly latencyMs?: number;
  /** Share by which latency varies up and down, 0 to 1. Default 0.3. */
  readonly latencyJitter?: number;
  /** Projects that are listed, but answer 403 for what is in them, by gid or as `project:0`. */
  readonly refused?: readonly string[];
  /** Projects the reader does not see until they are shared. */
  readonly hidden?: readonly string[];
  /** What goes wrong, and when. */
  readonly faults?: readonly FaultRule[];
  /** What changes by itself, and when. */
  readonly edits?: readonly ScheduledEdit[];
  /** Requests the log keeps; 0 only counts them. Default 20,000. */
  readonly logCap?: number;
}

/** Requests a minute by plan (Asana docs, "Rate limits": "150 requests per minute" in free domains, 1,500 in paid ones). */
const QUOTA_BY_PLAN: Readonly<Record<Plan, number>> = { free: 150, paid: 1500, enterprise: 1500 };

/** The options with every default filled in; `world`, `sizes` and `tokens` aside. */
export function withDefaults(given: SandboxOptions) {
  const plan = given.plan ?? 'paid';
  return {
    seed: given.seed ?? 1,
    clock: given.clock ?? Date.now,
    plan,
    quota: given.quota === undefined ? QUOTA_BY_PLAN[plan] : given.quota,
    quotaModel: given.quotaModel ?? 'sliding',
    retryAfter: given.retryAfter ?? true,
    concurrency: given.concurrency ?? 50,
    offsetLifetimeMs: given.offsetLifetimeMs ?? OFFSET_LIFETIME_MS,
    truncateAfter: given.truncateAfter ?? null,
    serviceAccount: given.serviceAccount ?? false,
    tokenLifetimeS: given.tokenLifetimeS ?? 3600,
    rotateRefreshToken: given.rotateRefreshToken ?? false,
    latencyMs: given.latencyMs ?? 0,
    latencyJitter: given.latencyJitter ?? 0.3,
    refused: given.refused ?? [],
    hidden: given.hidden ?? [],
    faults: given.faults ?? [],
    edits: given.edits ?? [],
    logCap: given.logCap ?? 20_000,
  };
}

export type CompleteOptions = ReturnType<typeof withDefaults>;
