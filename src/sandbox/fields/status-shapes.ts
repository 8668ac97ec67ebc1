import { draw } from '../world/draw.ts';
import { choose, htmlOf, titleOf } from '../world/words.ts';
import type { StatusUpdate } from '../world/work-rows.ts';
import { instant } from './forms.ts';
import { defineShape, identity, type Look, type Node, named, struct } from './node.ts';

const COLORS = ['green', 'yellow', 'red', 'blue', 'complete'] as const;
const TYPES = ['on_track', 'at_risk', 'off_track', 'on_hold', 'complete'] as const;
/** Goals alone end like this (StatusUpdateBase, `status_type`). */
const ENDS = [...TYPES, 'achieved', 'partial', 'missed', 'dropped'] as const;

const title = (row: StatusUpdate, { world }: Look): string => titleOf(world.seed, 'status_update', row.index);
const text = (row: StatusUpdate, look: Look): string => row.text ?? `${title(row, look)}: all is “well”.`;
const drawn = (row: StatusUpdate, { world }: Look, salt: number): number =>
  draw(world.seed, 'status_update', row.index, salt);

/** Whoever wrote it: one of the first three users. */
const author = (row: StatusUpdate, look: Look): Node =>
  look.ref('user', drawn(row, look, 20) % Math.min(3, look.world.sizes.users));

function likers(row: StatusUpdate, look: Look): number[] {
  return drawn(row, look, 21) % 2 === 0 ? [0] : [];
}

function likes(row: StatusUpdate, look: Look): Node[] {
  return likers(row, look).map((user) =>
    struct({ gid: look.world.gid('status_like', row.index), user: look.ref('user', user) }),
  );
}

const liked = (row: StatusUpdate, look: Look): boolean => likers(row, look).includes(look.reader.user);
const likeCount = (row: StatusUpdate, look: Look): number => likers(row, look).length;

/** What both forms of a status have. They "can be created and deleted, but not modified": `modified_at` stays. */
const SHARED = {
  title,
  text,
  html_text: (row: StatusUpdate, look: Look) => htmlOf(text(row, look)),
  author,
  created_at: (row: StatusUpdate) => instant(row.createdAt),
  created_by: author,
  modified_at: (row: StatusUpdate) => instant(row.createdAt),
};

/** Schema ProjectStatusResponse: the deprecated form, which projects alone have. */
export const projectStatusShape = defineShape<StatusUpdate>({
  compact: ['gid', 'resource_type', 'title'],
  fields: {
    ...identity('project_status'),
    ...SHARED,
    color: (row) => choose(COLORS, row.index),
  },
});

/** Schema StatusUpdateResponse. */
export const statusUpdateShape = defineShape<StatusUpdate>({
  compact: ['gid', 'resource_type', 'title', 'resource_subtype'],
  optIn: ['html_text'],
  fields: {
    ...identity('status_update'),
    ...SHARED,
    resource_subtype: (row) => `${row.parent.kind}_status_update`,
    status_type: (row) => (row.parent.kind === 'goal' ? choose(ENDS, row.index) : choose(TYPES, row.index)),
    hearted: liked,
    hearts: likes,
    liked,
    likes,
    num_hearts: likeCount,
    num_likes: likeCount,
    reaction_summary: (row, look) =>
      likers(row, look).map(() => struct({ emoji_base: '🎉', variant: '🎉', count: 1, reacted: true })),
    parent: (row, look) => named(look.ref(row.parent.kind, row.parent.index)),
  },
});

/** The newest of some statuses, or null where there is none: what `current_status` and `current_status_update` show. */
export function newest(kind: 'status_update' | 'project_status', ids: ArrayLike<number>, look: Look): Node | null {
  const { statusUpdates, projectStatuses } = look.world.work;
  const store = kind === 'status_update' ? statusUpdates : projectStatuses;
  const [latest] = Array.from(ids).sort((one, other) => store.get(other).createdAt - store.get(one).createdAt);
  return latest === undefined ? null : look.ref(kind, latest);
}
