import { draw } from '../world/draw.ts';
import type { Section, Tag } from '../world/rows.ts';
import { choose, notesOf } from '../world/words.ts';
import { COLORS, instant } from './forms.ts';
import { defineShape, identity } from './node.ts';

/** Schema SectionResponse; `projects` is deprecated there and always names the one project. */
export const sectionShape = defineShape<Section>({
  compact: ['gid', 'resource_type', 'name'],
  fields: {
    ...identity('section'),
    name: (row) => row.name,
    created_at: (row) => instant(row.createdAt),
    project: (row, look) => look.ref('project', row.project),
    projects: (row, look) => [look.ref('project', row.project)],
  },
});

/** Schema TagResponse. */
export const tagShape = defineShape<Tag>({
  compact: ['gid', 'resource_type', 'name'],
  fields: {
    ...identity('tag'),
    name: (row) => row.name,
    color: (row, { world }) => (row.index % 4 === 3 ? null : choose(COLORS, draw(world.seed, 'tag', row.index, 20))),
    notes: (row, { world }) => notesOf(world.seed, 'tag', row.index),
    created_at: (row) => instant(row.createdAt),
    followers: (row, look) => (row.index % 2 === 0 ? [look.ref('user', 0)] : []),
    workspace: (row, look) => look.ref('workspace', row.workspace),
    permalink_url: (row, { world }) => `https://app.asana.com/0/${world.gid('tag', row.index)}/list`,
  },
});
