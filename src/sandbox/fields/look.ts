import type { Reader } from '../world/reader.ts';
import type { World } from '../world/world.ts';
import { customFieldDefinition } from './custom-field-shape.ts';
import { enumOption } from './enum-option.ts';
import { keyOf, type Look, type Node, nodeOf, type RefKind } from './node.ts';
import { teamShape, userShape, workspaceShape } from './people-shapes.ts';
import { sectionShape, tagShape } from './place-shapes.ts';
import { portfolioShape } from './portfolio-shape.ts';
import { projectShape } from './project-shape.ts';
import { storyShape } from './story-shape.ts';
import { taskShape } from './task-shape.ts';

/** How each kind of object is shown: the one place where shapes meet, so that they can nest each other without importing each other. */
const NODES: Readonly<Record<RefKind, (index: number, look: Look) => Node>> = {
  workspace: (index, look) => nodeOf(workspaceShape, look.world.workspaces.get(index), look, 'workspace', index),
  user: (index, look) => nodeOf(userShape, look.world.users.get(index), look, 'user', index),
  team: (index, look) => nodeOf(teamShape, look.world.teams.get(index), look, 'team', index),
  project: (index, look) => nodeOf(projectShape, look.world.projects.get(index), look, 'project', index),
  section: (index, look) => nodeOf(sectionShape, look.world.sections.get(index), look, 'section', index),
  tag: (index, look) => nodeOf(tagShape, look.world.tags.get(index), look, 'tag', index),
  portfolio: (index, look) => nodeOf(portfolioShape, look.world.portfolios.get(index), look, 'portfolio', index),
  task: (index, look) => nodeOf(taskShape, look.world.tasks.get(index), look, 'task', index),
  story: (index, look) => nodeOf(storyShape, look.world.stories.get(index), look, 'story', index),
  enum_option: enumOption,
  custom_field: (index, look) => customFieldDefinition(look.world.customFields.get(index), look),
};

/** A view of the world for one reader, from which any object can be shown; it is good for one answer, until the world changes. */
export function lookAt(world: World, reader: Reader): Look {
  const nodes = new Map<number, Node>();
  const look: Look = {
    world,
    reader,
    ref(kind, index) {
      const key = keyOf(kind, index);
      const made = nodes.get(key) ?? NODES[kind](index, look);
      nodes.set(key, made);
      return made;
    },
  };
  return look;
}
