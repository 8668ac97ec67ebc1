import { draw } from '../world/draw.ts';
import type { Team, User, Workspace } from '../world/rows.ts';
import { htmlOf, notesOf } from '../world/words.ts';
import { customFieldSettings, customFieldValue } from './custom-field-shape.ts';
import { fieldsOf } from './custom-field-values.ts';
import { defineShape, identity, type Look, struct, type Value } from './node.ts';

/** Schema WorkspaceResponse. */
export const workspaceShape = defineShape<Workspace>({
  compact: ['gid', 'resource_type', 'name'],
  fields: {
    ...identity('workspace'),
    name: (row) => row.name,
    email_domains: (row) => (row.organization ? ['example.com', 'example.org'] : []),
    is_organization: (row) => row.organization,
  },
});

const PHOTO_SIZES = [21, 27, 36, 60, 128, 1024];

/** Schema UserResponse. Without `opt_fields` a list shows no email: "Compact by default". */
export const userShape = defineShape<User>({
  compact: ['gid', 'resource_type', 'name'],
  fields: {
    ...identity('user'),
    name: (row) => row.name,
    email: (row) => row.email,
    photo: (row, { world }) =>
      row.index % 3 === 1
        ? null
        : struct(
            Object.fromEntries(
              PHOTO_SIZES.map((size) => [`image_${size}x${size}`, photoUrl(world.gid('user', row.index), size)]),
            ),
          ),
    workspaces: (row, look) => workspacesWith(row.index, look).map((index) => look.ref('workspace', index)),
    custom_fields: (row, look) => {
      const workspace = workspacesWith(row.index, look)[0];
      if (row.index % 2 !== 0 || workspace === undefined) return [];
      return fieldsOf(look.world, workspace, row.index).map((field) =>
        customFieldValue(field, { kind: 'user', index: row.index, text: null }, look),
      );
    },
  },
});

function photoUrl(gid: string, size: number): string {
  return `https://s3.amazonaws.com/profile_photos/${gid}_${size}x${size}.png`;
}

function workspacesWith(user: number, { world }: Look): number[] {
  return Array.from({ length: world.workspaces.end() }, (_, index) => index).filter((index) =>
    world.lists.workspaceUsers.has(index, user),
  );
}

const ACCESS = ['all_team_members', 'only_team_admins'];
const accessLevel =
  (salt: number) =>
  (row: Team, { world }: Look): Value =>
    ACCESS[draw(world.seed, 'team', row.index, salt) % 2];

/** Schema TeamResponse. */
export const teamShape = defineShape<Team>({
  compact: ['gid', 'resource_type', 'name'],
  optIn: ['description', 'html_description'],
  fields: {
    ...identity('team'),
    name: (row) => row.name,
    description: (row, { world }) => notesOf(world.seed, 'team', row.index),
    html_description: (row, { world }) => htmlOf(notesOf(world.seed, 'team', row.index)),
    organization: (row, look) => look.ref('workspace', row.workspace),
    permalink_url: (row, { world }) => `https://app.asana.com/0/${world.gid('team', row.index)}/list`,
    visibility: (row) => ['secret', 'request_to_join', 'public'][row.index % 3],
    edit_team_name_or_description_access_level: accessLevel(20),
    edit_team_visibility_or_trash_team_access_level: accessLevel(21),
    member_invite_management_access_level: accessLevel(22),
    guest_invite_management_access_level: accessLevel(23),
    join_request_management_access_level: accessLevel(24),
    team_member_removal_access_level: accessLevel(25),
    team_content_management_access_level: (row) => ['no_restriction', 'only_team_admins'][row.index % 2],
    endorsed: (row) => row.index % 2 === 0,
    custom_field_settings: (row, look) =>
      customFieldSettings(
        fieldsOf(look.world, row.workspace, row.index).slice(0, 2),
        { kind: 'team', index: row.index, node: look.ref('team', row.index) },
        look,
      ),
  },
});
