import type { World } from '../world/world.ts';
import type { Editor, Ref } from './change.ts';
import { find, findIf } from './find.ts';

/** New portfolios belong to the reader, who could not list them otherwise. */
export const addPortfolio: Editor<'add-portfolio'> = (world, change, now) => {
  const workspace = findIf(world, 'workspace', change.workspace) ?? 0;
  const items = (change.items ?? []).map((ref) => itemOf(world, ref));
  const index = world.portfolios.add((added) => ({
    index: added,
    name: change.name ?? `Added portfolio ${added}`,
    workspace,
    owner: 0,
    createdAt: now,
  }));
  world.lists.workspacePortfolios.add(workspace, index);
  for (const item of items) world.lists.portfolioItems.add(index, item);
  return { gid: world.gid('portfolio', index) };
};

export const addToPortfolio: Editor<'add-to-portfolio'> = (world, change) => {
  const portfolio = find(world, 'portfolio', change.portfolio);
  world.lists.portfolioItems.add(portfolio, itemOf(world, change.item));
  return { gid: world.gid('portfolio', portfolio) };
};

export const removeFromPortfolio: Editor<'remove-from-portfolio'> = (world, change) => {
  const portfolio = find(world, 'portfolio', change.portfolio);
  world.lists.portfolioItems.remove(portfolio, itemOf(world, change.item));
  return { gid: world.gid('portfolio', portfolio) };
};

/** "Items can be projects or portfolios": the list holds both. */
function itemOf(world: World, ref: Ref): number {
  try {
    return find(world, 'project', ref);
  } catch {
    return -1 - find(world, 'portfolio', ref);
  }
}
