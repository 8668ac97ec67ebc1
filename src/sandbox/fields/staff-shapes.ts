import { DAY } from '../world/past.ts';
import type { OooEntry, Role } from '../world/staff-rows.ts';
import { day, instant } from './forms.ts';
import { defineShape, identity, type Look, type Node, struct } from './node.ts';

/** Schema OooEntryResponse; a list gives all of it. */
export const oooEntryShape = defineShape<OooEntry>({
  compact: ['gid', 'resource_type', 'start_date', 'end_date', 'user', 'created_by'],
  fields: {
    ...identity('ooo_entry'),
    start_date: (row) => day(row.start),
    end_date: (row) => day(row.end),
    user: (row, look) => look.ref('user', row.user),
    created_by: (row, look) => look.ref('user', row.user),
  },
});

/** Asana's own roles, and those an organization makes besides (RbacRoleBase, `base_role_type`). */
const STANDARD = ['guest', 'member', 'admin', 'super_admin'] as const;

const CAPABILITIES = [
  'create_app_authorization',
  'create_pat_authorization',
  'share_goal_with_domain',
  'share_portfolios_with_org',
  'assign_roles',
  'manage_roles',
  'export_project_data',
  'download_mobile_attachments',
  'import_data',
  'create_global_custom_fields',
  'upload_attachments',
  'create_team',
  'create_and_edit_ai_automations',
  'proactive_ai',
  'standard_ai',
  'create_and_edit_ai_teammates',
  'share_teams_with_org',
  'create_goal',
  'create_project',
  'create_read_only_link',
  'create_portfolio',
  'view_public_teams',
  'view_shared_with_org_projects',
  'view_shared_with_org_tasks',
  'view_shared_with_org_portfolios',
] as const;

const base = (row: Role): (typeof STANDARD)[number] => STANDARD[row.nth % STANDARD.length] ?? 'member';
const isStandard = (row: Role): boolean => row.nth < STANDARD.length;

/** What a role may do: the higher it is, the more. */
function permissions(row: Role): Node {
  const level = STANDARD.indexOf(base(row));
  return struct({
    ...Object.fromEntries(CAPABILITIES.map((name, place) => [name, place % STANDARD.length <= level])),
    task_deletion_policy: (['none', 'owned', 'all', 'all'] as const)[level],
    allowed_guest_invites: level === 0 ? 'none' : 'all',
  });
}

/** Schema RbacRoleResponse. */
export const roleShape = defineShape<Role>({
  compact: ['gid', 'resource_type', 'name', 'description', 'is_standard_role'],
  fields: {
    ...identity('role'),
    name: (row) => (isStandard(row) ? base(row) : `Custom ${base(row)} ${row.nth}`),
    description: (row) => `What a ${base(row)} may do`,
    is_standard_role: isStandard,
    creation_time: (_, { world }: Look) => instant(world.past.start),
    modified_at: (row, { world }) => instant(world.past.start + row.index * DAY),
    base_role_type: base,
    permissions,
    workspace: (row, look) => look.ref('workspace', row.workspace),
  },
});
