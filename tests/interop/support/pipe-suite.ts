import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Planted, plant } from './hostile.ts';
import { type Piped, pipe, type Target } from './pipe.ts';
import { expectPlanted, expectTruth, type Loaded, type Rule } from './truth.ts';
import { startWholeWorld } from './whole-world.ts';
import type { World } from './world.ts';

/** What differs from target to target. */
export interface PipeSuite {
  /** Makes the place to load into. */
  readonly open: (world: World) => Promise<{ readonly target: Target; readonly loaded: Loaded }>;
  /** How the target changes values by rules of its own. */
  readonly rule?: Rule;
}

/** A target that keeps what it has and updates rows by key: loads everything, then what has changed. */
export function upsertingTarget({ open, rule }: PipeSuite): void {
  let world: World;
  let loaded: Loaded;
  let target: Target;
  let planted: Planted;
  let first: Piped;

  beforeAll(async () => {
    world = await startWholeWorld();
    planted = await plant(world);
    world.later();
    ({ target, loaded } = await open(world));
    first = await pipe(world, target);
  });
  afterAll(() => world.close());

  it('loads every row of every stream', async () => {
    expect(first, first.err).toMatchObject({ code: 0 });
    await expectTruth(world, loaded, rule);
  });

  it('loads hostile texts to the character', () => expectPlanted(loaded, planted, rule));

  it('goes on from the state that the target printed', async () => {
    world.later();
    await world.asked();
    await world.edit(
      { type: 'rename-task', task: 'task:3', name: 'renamed' },
      { type: 'add-task', name: 'new', projects: ['project:1'] },
      { type: 'add-story', task: 'task:4', text: 'said later' },
    );
    const second = await pipe(world, target, first.state);
    expect(second, second.err).toMatchObject({ code: 0 });
    await expectTruth(world, loaded, rule);
    const lists = (await world.asked()).filter(({ path }) => /\/tasks\/\d+\/stories$/.test(path));
    expect(lists).toHaveLength(3);
  });
}
