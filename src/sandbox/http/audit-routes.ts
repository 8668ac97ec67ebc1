import { auditTargetOf, auditTypeOf } from '../fields/audit-shape.ts';
import { type Call, fromPath, since } from './call.ts';
import type { Listing } from './listing.ts';
import { noAccess } from './refusal.ts';
import type { Route } from './route.ts';

/** The audit log of an organization. */
export const AUDIT_ROUTES: readonly Route[] = [{ path: '/workspaces/{workspace}/audit_log_events', list: events }];

/** "Any combination of query parameters is valid"; "`start_at` inclusive, `end_at` exclusive". */
function events(call: Call): Listing {
  const { world, look, query } = call;
  const workspace = fromPath(call, 'workspace');
  // "Authentication with a Service Account Token is required", of an organization "on the Asana Enterprise+ tier" (Asana docs).
  if (!call.reader.serviceAccount || !call.includes('enterprise')) throw noAccess('audit log');
  const from = since(call, 'start_at', null) ?? Number.NEGATIVE_INFINITY;
  const to = since(call, 'end_at', null) ?? Number.POSITIVE_INFINITY;
  const fits = (name: string, value: string | undefined) => query.get(name) === undefined || query.get(name) === value;
  return {
    members: world.audit.lists.workspaceEvents.get(workspace),
    keep(id) {
      const row = world.audit.events.get(id);
      return (
        row.createdAt >= from &&
        row.createdAt < to &&
        fits('event_type', auditTypeOf(row, look)) &&
        fits('actor_type', row.actor === null ? 'asana' : 'user') &&
        fits('actor_gid', row.actor === null ? undefined : world.gid('user', row.actor)) &&
        fits('resource_gid', auditTargetOf(row, look).gid)
      );
    },
    show: (id) => look.ref('audit_log_event', id),
    endless: true,
  };
}
