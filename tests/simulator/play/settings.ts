import type { Config } from '../../../src/config/config.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { toInstantText } from '../../../src/json/instant.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Scope } from '../judge/coverage.ts';
import type { Wishes } from '../plan/wishes.ts';

const DAY = 86_400_000;

/** What a run is told to read, by gids: of what a wish names only that which the token reaches, since else it would fail. */
export function scopeOf(wishes: Wishes, sandbox: Sandbox): Scope {
  const workspaces = reachable(sandbox, 'workspace', wishes.workspaces);
  return {
    workspaces,
    projects: reachable(sandbox, 'project', wishes.projects, workspaces),
    isAssigned: wishes.isAssigned,
    isArchived: wishes.isArchived,
  };
}

/** @param workspaces gids of those that are named, too */
function reachable(
  sandbox: Sandbox,
  kind: 'workspace' | 'project',
  refs: readonly string[],
  workspaces: readonly string[] = [],
): string[] {
  if (refs.length === 0) return [];
  const there = sandbox.truth(workspaces.length > 0 ? { workspaces } : {})[`${kind}s`];
  return refs.map((ref) => sandbox.world.gid(kind, Number(ref.split(':')[1]))).filter((gid) => there.includes(gid));
}

/** A request's own limit, ms: less than the config's default, so that silence is met. */
export const TIMEOUT_MS = 60_000;

/** @param begun the world's first moment, epoch ms; `start_date` goes by it */
export function startOf(wishes: Wishes, begun: number): number | undefined {
  return wishes.startDays === undefined ? undefined : Math.round(begun - wishes.startDays * DAY);
}

/** @returns the config of a run, through the same door as a user's */
export function configOf(wishes: Wishes, scope: Scope, begun: number): Config {
  const start = startOf(wishes, begun);
  const values = {
    access_token: 'sandbox-token',
    api_url: 'http://127.0.0.1:1/api/1.0',
    page_size: wishes.pageSize,
    max_concurrent_requests: wishes.places,
    subtask_sweep_hours: wishes.sweepHours,
    lookback_seconds: wishes.lookbackSeconds,
    include_assigned_tasks: wishes.isAssigned,
    include_archived_projects: wishes.isArchived,
    emit_activate_version_messages: wishes.isClosing,
    request_timeout: TIMEOUT_MS / 1000,
    ...(start !== undefined && { start_date: toInstantText(start) }),
    ...(scope.workspaces.length > 0 && { workspaces: scope.workspaces }),
    ...(scope.projects.length > 0 && { projects: scope.projects }),
  };
  return loadConfig(['config.json'], {}, () => JSON.stringify(values)).config;
}
