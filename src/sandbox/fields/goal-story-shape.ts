import { draw } from '../world/draw.ts';
import type { GoalStory } from '../world/goal-rows.ts';
import { htmlOf, titleOf } from '../world/words.ts';
import { instant } from './forms.ts';
import { bare, defineShape, identity, type Look, type Value } from './node.ts';

const isComment = (row: GoalStory, { world }: Look): boolean =>
  row.text !== null || draw(world.seed, 'goal_story', row.index, 8) % 3 > 0;
const title = (row: GoalStory, { world }: Look): string => titleOf(world.seed, 'goal_story', row.index);
const text = (row: GoalStory, look: Look): string =>
  isComment(row, look) ? (row.text ?? `${title(row, look)} (${instant(row.createdAt)})`) : 'changed the name';

/** A field of one of the two kinds of story that goals have here. */
function of(kind: 'comment' | 'system', read: (row: GoalStory, look: Look) => Value) {
  return (row: GoalStory, look: Look): Value =>
    isComment(row, look) === (kind === 'comment') ? read(row, look) : undefined;
}

/** Schema StoryResponse, for goals: comments, and changes of the name. */
export const goalStoryShape = defineShape<GoalStory>({
  compact: ['gid', 'resource_type', 'created_at', 'created_by', 'resource_subtype', 'text'],
  optIn: ['html_text'],
  fields: {
    ...identity('goal_story', 'story'),
    created_at: (row) => instant(row.createdAt),
    created_by: (row, look) => look.ref('user', row.createdBy),
    resource_subtype: (row, look) => (isComment(row, look) ? 'comment_added' : 'name_changed'),
    text,
    html_text: (row, look) => htmlOf(text(row, look)),
    type: (row, look) => (isComment(row, look) ? 'comment' : 'system'),
    old_name: of('system', title),
    new_name: of('system', (row, { world }) => world.goals.goals.get(row.goal).name),
    is_pinned: of('comment', () => false),
    is_editable: of('comment', (row, { reader }) => row.createdBy === reader.user),
    is_edited: of('comment', () => false),
    liked: () => false,
    likes: () => [],
    num_likes: () => 0,
    hearted: () => false,
    hearts: () => [],
    num_hearts: () => 0,
    reaction_summary: of('comment', () => []),
    previews: of('comment', () => []),
    source: () => 'web',
    // Typed as a task in the specification, of which gid and type alone fit a goal.
    target: (row, look) => bare(look.ref('goal', row.goal)),
  },
});
