import { draw, drawShare } from './draw.ts';
import { type Lists, listsBy, listsInTurn } from './lists.ts';
import { DAY, type Past } from './past.ts';
import type { Sizes } from './sizes.ts';
import { createStore, type Store } from './store.ts';

/** A time somebody is out of office. */
export interface OooEntry {
  readonly index: number;
  readonly user: number;
  readonly workspace: number;
  /** An instant of its first day, and of its last. */
  readonly start: number;
  readonly end: number;
}

export interface Role {
  readonly index: number;
  readonly workspace: number;
  /** Its place among those of its workspace: the first four are Asana's own. */
  readonly nth: number;
}

/** What a workspace knows about its people besides who they are. */
export interface Staff {
  readonly oooEntries: Store<OooEntry>;
  readonly roles: Store<Role>;
  readonly lists: {
    /** Keyed by `assignedKey`. */
    readonly oooEntries: Lists;
    readonly workspaceRoles: Lists;
  };
}

/** Makes roles and absences; `usersIn` gives the users of a workspace. */
export function makeStaff(
  seed: number,
  sizes: Sizes,
  past: Past,
  usersIn: (workspace: number) => ArrayLike<number>,
): Staff {
  const { workspaces } = sizes;
  const userOf = (index: number) => {
    const users = usersIn(index % workspaces);
    return users[draw(seed, 'ooo_entry', index, 5) % users.length] ?? 0;
  };
  return {
    oooEntries: createStore(sizes.oooEntries, (index) => {
      const start = Math.floor(past.end + (drawShare(seed, 'ooo_entry', index, 6) - 0.7) * 300 * DAY);
      const end = start + (draw(seed, 'ooo_entry', index, 7) % 21) * DAY;
      return { index, user: userOf(index), workspace: index % workspaces, start, end };
    }),
    roles: createStore(sizes.roles, (index) => ({
      index,
      workspace: index % workspaces,
      nth: Math.floor(index / workspaces),
    })),
    lists: {
      oooEntries: listsBy(
        sizes.oooEntries,
        sizes.users * workspaces,
        (index) => userOf(index) * workspaces + (index % workspaces),
      ),
      workspaceRoles: listsInTurn(sizes.roles, workspaces),
    },
  };
}
