import type { Change } from '../../../src/sandbox/edit/change.ts';
import { readGid } from '../../../src/sandbox/world/gid.ts';
import type { World } from '../../../src/sandbox/world/world.ts';

/** When the things happened that leave no trace in the world: epoch ms by the index of the object. */
export class History {
  /** A task was put below another one, or taken from there. */
  readonly parentSet = new Map<number, number>();
  /** A task was put into a project or taken from there, or assigned to somebody. */
  readonly taskPlaced = new Map<number, number>();
  /** Something came or went below a task. */
  readonly childrenChanged = new Map<number, number>();
  /** A comment was edited. */
  readonly storyEdited = new Map<number, number>();
  /** Time was entered or changed. */
  readonly entryChanged = new Map<number, number>();
  readonly projectArchived = new Map<number, number>();
  readonly projectShared = new Map<number, number>();
  /** It was hidden, or refused from then on. */
  readonly projectLost = new Map<number, number>();

  readonly #isServiceAccount: boolean;

  /** @param isServiceAccount whether the token reads hidden projects like others */
  constructor(isServiceAccount: boolean) {
    this.#isServiceAccount = isServiceAccount;
  }

  /**
   * @param gid what the change says it was made to
   * @param above the task it was below until then, by `parentOf`
   */
  note(world: World, change: Change, gid: string, above: number | null, now: number): void {
    const index = readGid(world.seed, gid)?.index ?? -1;
    switch (change.type) {
      case 'set-parent':
      case 'add-task':
      case 'delete-task': {
        if (change.type === 'set-parent') this.parentSet.set(index, now);
        const below = world.tasks.has(index) ? world.tasks.get(index).parent : null;
        for (const parent of [above, below]) if (parent !== null) this.childrenChanged.set(parent, now);
        return;
      }
      case 'add-to-project':
      case 'move-task':
      case 'remove-from-project':
      case 'assign-task':
        this.taskPlaced.set(index, now);
        return;
      case 'delete-project':
        for (let task = 0; task < world.tasks.end(); task += 1) {
          if (world.tasks.has(task) && world.tasks.get(task).touchedAt === now) this.taskPlaced.set(task, now);
        }
        return;
      case 'edit-story':
        this.storyEdited.set(index, now);
        return;
      case 'add-time-entry':
      case 'edit-time-entry':
        this.entryChanged.set(index, now);
        return;
      case 'share-project':
        this.projectShared.set(index, now);
        return;
      case 'hide-project':
        (this.#isServiceAccount ? this.projectShared : this.projectLost).set(index, now);
        return;
      case 'refuse-project':
        this.projectLost.set(index, now);
        return;
      // It was then until now.
      case 'unarchive-project':
      case 'archive-project':
        this.projectArchived.set(index, now);
        return;
      default:
    }
  }
}

/** @returns the task that the one a change is made to is below, before it is made; null if there is none */
export function parentOf(world: World, change: Change): number | null {
  if (change.type !== 'set-parent' && change.type !== 'delete-task') return null;
  const index = change.task.includes(':') ? Number(change.task.split(':')[1]) : readGid(world.seed, change.task)?.index;
  return index !== undefined && world.tasks.has(index) ? world.tasks.get(index).parent : null;
}
