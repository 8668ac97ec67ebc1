import type { AuditEvent } from '../world/audit-rows.ts';
import { draw } from '../world/draw.ts';
import { choose } from '../world/words.ts';
import { instant } from './forms.ts';
import { defineShape, identity, type Look, type Node, struct } from './node.ts';

/** Some of the events of the guide "Audit log events", with their categories. */
const EVENTS = [
  ['user_login_succeeded', 'logins'],
  ['task_deleted', 'deletion'],
  ['project_privacy_settings_changed', 'access_control'],
  ['workspace_exported', 'admin_export'],
  ['user_workspace_admin_role_changed', 'roles'],
  ['attachment_downloaded', 'content_export'],
] as const;
const CONTEXTS = ['web', 'desktop', 'mobile', 'api'] as const;

const drawn = (row: AuditEvent, { world }: Look): number => draw(world.seed, 'audit_log_event', row.index, 6);

/** The type of an event: as it was added, or one of the usual ones. */
export function auditTypeOf(row: AuditEvent, look: Look): string {
  return row.type ?? choose(EVENTS, drawn(row, look))[0];
}

function category(row: AuditEvent, look: Look): string {
  return EVENTS.find(([type]) => type === auditTypeOf(row, look))?.[1] ?? 'deletion';
}

/** Who did it (schema AuditLogEventActor): "`actor_type` … without an ID" is Asana itself. */
function actor(row: AuditEvent, { world }: Look): Node {
  if (row.actor === null) return struct({ actor_type: 'asana' });
  const { name, email } = world.users.get(row.actor);
  return struct({ actor_type: 'user', gid: world.gid('user', row.actor), name, email });
}

/** The object it was done to: the user themselves, or one of the first tasks, which need not be there any more: a log never changes. */
export function auditTargetOf(row: AuditEvent, look: Look): { readonly gid: string; readonly kind: 'user' | 'task' } {
  const { world } = look;
  const { tasks, subtasks } = world.sizes;
  if (auditTypeOf(row, look) !== 'task_deleted') return { gid: world.gid('user', row.actor ?? 0), kind: 'user' };
  return { gid: world.gid('task', drawn(row, look) % Math.max(1, tasks + subtasks)), kind: 'task' };
}

function resource(row: AuditEvent, look: Look): Node {
  const { gid, kind } = auditTargetOf(row, look);
  if (kind === 'task') {
    return struct({ resource_type: 'task', resource_subtype: 'default_task', gid, name: `Deleted task ${row.index}` });
  }
  const { name, email } = look.world.users.get(row.actor ?? 0);
  return struct({ resource_type: 'user', gid, name, email });
}

/** Whatever belongs to the event's type (schema AuditLogEventDetails, open to any other name). */
function details(row: AuditEvent, look: Look): Node {
  switch (auditTypeOf(row, look)) {
    case 'user_workspace_admin_role_changed':
      return struct({
        old_value: 'member',
        new_value: 'admin',
        group: struct({ group_type: 'division', name: 'R&D' }),
      });
    case 'project_privacy_settings_changed':
      return struct({ old_value: 'private', new_value: 'public_to_workspace' });
    case 'user_login_succeeded':
      return struct({ method: ['google_sso', 'password'] });
    default:
      return struct({});
  }
}

function context(row: AuditEvent, look: Look): Node {
  const type = choose(CONTEXTS, drawn(row, look) >>> 4);
  return struct({
    context_type: type,
    client_ip_address: '192.0.2.1',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64)',
    ...(type === 'api' ? { api_authentication_method: 'oauth', oauth_app_name: 'Example app' } : {}),
    ...(row.index % 20 === 3 ? { rule_name: 'When a task is added' } : {}),
    ...(row.index % 20 === 4 ? { on_behalf_of_user_id: Number(look.world.gid('user', 0)) } : {}),
  });
}

/** Schema AuditLogEvent; a list gives all of it. */
export const auditEventShape = defineShape<AuditEvent>({
  compact: ['gid', 'created_at', 'event_type', 'event_category', 'actor', 'resource', 'details', 'context'],
  fields: {
    gid: identity<AuditEvent>('audit_log_event').gid,
    created_at: (row) => instant(row.createdAt),
    event_type: auditTypeOf,
    event_category: category,
    actor,
    resource,
    details,
    context,
  },
});
