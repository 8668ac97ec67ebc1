import { assignedKey } from '../world/world.ts';
import { type Call, flag, fromPath, required, since, userNamed } from './call.ts';
import type { Listing } from './listing.ts';
import { objectRoute } from './object-route.ts';
import { badRequest } from './refusal.ts';
import type { Route } from './route.ts';

/** Absences, roles, and the custom fields of a workspace, which are no part of Asana's free plan. */
export const STAFF_ROUTES: readonly Route[] = [
  { path: '/ooo_entries', list: oooEntries },
  objectRoute('ooo_entries', 'ooo_entry'),
  { path: '/roles', list: roles },
  objectRoute('roles', 'role'),
  { path: '/workspaces/{workspace}/custom_fields', plan: 'paid', list: customFields },
  objectRoute('custom_fields', 'custom_field'),
];

/** Both user and workspace are required; the two days filter "to OOO entries that overlap with" what lies between. */
function oooEntries(call: Call): Listing {
  const name = call.query.get('user');
  if (name === undefined) throw badRequest('user: Missing input');
  const user = userNamed(call, name, 400);
  const workspace = required(call, 'workspace');
  const from = since(call, 'start_date', null) ?? Number.NEGATIVE_INFINITY;
  const to = since(call, 'end_date', null) ?? Number.POSITIVE_INFINITY;
  const { lists, oooEntries: all } = call.world.staff;
  return {
    members: lists.oooEntries.get(assignedKey(call.world, user, workspace)),
    keep: (id) => all.get(id).end >= from && all.get(id).start <= to,
    show: (id) => call.look.ref('ooo_entry', id),
  };
}

/** No role of the sandbox is archived. The parameter is optional in the specification; without it nothing could be meant. */
function roles(call: Call): Listing {
  const archived = flag(call, 'archived');
  return {
    members: call.world.staff.lists.workspaceRoles.get(required(call, 'workspace')),
    keep: () => archived !== true,
    show: (id) => call.look.ref('role', id),
  };
}

function customFields(call: Call): Listing {
  return {
    members: call.world.lists.workspaceFields.get(fromPath(call, 'workspace')),
    show: (id) => call.look.ref('custom_field', id),
  };
}
