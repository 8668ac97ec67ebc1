import { draw } from '../world/draw.ts';
import type { Story } from '../world/rows.ts';
import { htmlOf } from '../world/words.ts';
import { instant } from './forms.ts';
import { defineShape, type Fields, identity, type Look, type Node, struct, type Value } from './node.ts';
import { commentOf, STORY_KINDS, storyKindOf } from './story-kinds.ts';

const isComment = (row: Story, look: Look): boolean => storyKindOf(row, look).subtype === 'comment_added';
const text = (row: Story, look: Look): string =>
  isComment(row, look) ? commentOf(row, look) : storyKindOf(row, look).text;

function likers(row: Story, { world }: Look): number[] {
  return draw(world.seed, 'story', row.index, 20) % 6 === 0 ? [0] : [];
}

function likes(row: Story, look: Look): Node[] {
  return likers(row, look).map((user) =>
    struct({ gid: look.world.gid('story_like', row.index), user: look.ref('user', user) }),
  );
}

/** What Asana shows of a link in a comment (schema Preview). */
function preview(row: Story, look: Look): Node {
  const words = text(row, look);
  return struct({
    fallback: words,
    footer: 'Example footer',
    header: 'Example header',
    header_link: 'https://example.com/',
    html_text: htmlOf(words),
    text: words,
    title: 'Example',
    title_link: 'https://example.com/page',
  });
}

/** A field that comments alone have. */
function ofComment(read: (row: Story, look: Look) => Value) {
  return (row: Story, look: Look): Value => (isComment(row, look) ? read(row, look) : undefined);
}

/** The fields that only some kinds of story have, each asking the story's kind. */
function conditional(): Fields<Story> {
  const names = new Set(STORY_KINDS.flatMap((kind) => Object.keys(kind.fields)));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      (row: Story, look: Look): Value =>
        storyKindOf(row, look).fields[name]?.(row, look.world.tasks.get(row.task), look),
    ]),
  );
}

/** Schema StoryResponse: the compact form tells who wrote what when; most other fields belong to some kinds only. */
export const storyShape = defineShape<Story>({
  compact: ['gid', 'resource_type', 'created_at', 'created_by', 'resource_subtype', 'text'],
  optIn: ['html_text'],
  fields: {
    ...identity('story'),
    created_at: (row) => instant(row.createdAt),
    created_by: (row, look) => look.ref('user', row.createdBy),
    resource_subtype: (row, look) => storyKindOf(row, look).subtype,
    text,
    html_text: (row, look) => htmlOf(text(row, look)),
    type: (row, look) => (isComment(row, look) ? 'comment' : 'system'),
    is_pinned: ofComment((row) => row.index % 50 === 0),
    is_editable: ofComment((row, { reader }) => row.createdBy === reader.user),
    is_edited: ofComment((row) => row.edited),
    liked: (row, look) => likers(row, look).includes(look.reader.user),
    likes,
    num_likes: (row, look) => likers(row, look).length,
    hearted: (row, look) => likers(row, look).includes(look.reader.user),
    hearts: likes,
    num_hearts: (row, look) => likers(row, look).length,
    reaction_summary: ofComment((row, look) =>
      likers(row, look).length === 0 ? [] : [struct({ emoji_base: '👍', variant: '👍🏽', count: 1, reacted: true })],
    ),
    previews: ofComment((row, look) => (row.index % 8 === 0 ? [preview(row, look)] : [])),
    sticker_name: (row, look) => (isComment(row, look) && row.index % 60 === 1 ? 'party_popper' : undefined),
    source: (row) => ['web', 'email', 'mobile', 'api', 'unknown'][row.index % 5],
    target: (row, look) => look.ref('task', row.task),
    ...conditional(),
  },
});
