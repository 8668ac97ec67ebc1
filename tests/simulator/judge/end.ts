import { FatalError, TapError } from '../../../src/errors.ts';
import { OFFSET_LIFETIME_MS } from '../../../src/sandbox/http/offset-token.ts';
import type { Plan } from '../plan/plan.ts';
import type { Round } from '../plan/round-plan.ts';
import { longestMs } from '../play/latency.ts';
import type { Outcome } from '../play/one-run.ts';
import { TIMEOUT_MS } from '../play/settings.ts';
import type { Finding } from './finding.ts';

/** Whether a run may have ended as it did. */
export function judgeEnd({ ended, failures, error }: Outcome, round: Round, { world }: Plan): Finding[] {
  const { faults, quota, latencyMs } = round.traffic;
  const isShortLived = world.offsetLifetimeMs < OFFSET_LIFETIME_MS && latencyMs > 20;
  const isSlow = longestMs(round.traffic) > TIMEOUT_MS;
  const isTroubled = faults.length > 0 || quota !== undefined;
  const isInTheWay = (text: string) =>
    (isShortLived && text.includes('token has expired')) || (isSlow && text.includes('no answer within'));
  if (ended === 'failed') {
    if (error instanceof TapError && (isTroubled || isInTheWay(error.message))) return [];
    // What was configured may have gone since.
    const isFiltered = round.wishes.projects.length > 0 || round.wishes.workspaces.length > 0;
    if (isFiltered && error instanceof FatalError) return [];
    return [{ kind: 'run', stream: 'run', text: `run ${round.nth} failed: ${stackOf(error)}` }];
  }
  if (isTroubled || failures.every(isInTheWay)) return [];
  return [{ kind: 'run', stream: 'run', text: `run ${round.nth} is not complete: ${failures.join(' ')}` }];
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
