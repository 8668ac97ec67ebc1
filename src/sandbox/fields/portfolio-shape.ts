import { DAY } from '../world/past.ts';
import type { Portfolio } from '../world/rows.ts';
import { choose } from '../world/words.ts';
import { customFieldSettings, customFieldValue } from './custom-field-shape.ts';
import { fieldsOf } from './custom-field-values.ts';
import { COLORS, day, instant } from './forms.ts';
import { portfolioMembers } from './members.ts';
import { defineShape, identity } from './node.ts';
import { newest } from './status-shapes.ts';

/** Schema PortfolioResponse: no `modified_at` is to be had. */
export const portfolioShape = defineShape<Portfolio>({
  compact: ['gid', 'resource_type', 'name'],
  optIn: ['archived'],
  fields: {
    ...identity('portfolio'),
    name: (row) => row.name,
    archived: () => false,
    color: (row) => choose(COLORS, row.index),
    start_on: (row) => (row.index % 2 === 0 ? day(row.createdAt) : null),
    due_on: (row) => (row.index % 2 === 0 ? day(row.createdAt + 180 * DAY) : null),
    default_access_level: () => 'viewer',
    created_at: (row) => instant(row.createdAt),
    created_by: (row, look) => look.ref('user', row.owner),
    custom_field_settings: (row, look) =>
      customFieldSettings(
        fieldsOf(look.world, row.workspace, row.index).slice(0, 2),
        { kind: 'portfolio', index: row.index, node: look.ref('portfolio', row.index) },
        look,
      ),
    current_status_update: (row, look) =>
      newest('status_update', look.world.work.lists.portfolioUpdates.ids(row.index), look),
    custom_fields: (row, look) =>
      fieldsOf(look.world, row.workspace, row.index)
        .slice(0, 2)
        .map((field) => customFieldValue(field, { kind: 'portfolio', index: row.index, text: null }, look)),
    members: (row, look) => portfolioMembers(row, look.world).map((user) => look.ref('user', user)),
    owner: (row, look) => look.ref('user', row.owner),
    workspace: (row, look) => look.ref('workspace', row.workspace),
    permalink_url: (row, { world }) => `https://app.asana.com/0/portfolio/${world.gid('portfolio', row.index)}/list`,
    public: (row) => row.index % 2 === 1,
    privacy_setting: (row) => (row.index % 2 === 1 ? 'public_to_domain' : 'members_only'),
    project_templates: (row, look) =>
      Array.from(look.world.work.lists.workspaceTemplates.ids(row.workspace))
        .slice(0, row.index % 2 === 0 ? 1 : 0)
        .map((template) => look.ref('project_template', template)),
  },
});
