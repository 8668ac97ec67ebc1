import { draw } from './draw.ts';
import { type Lists, listsInTurn } from './lists.ts';
import { DAY, type Past } from './past.ts';
import type { Sizes } from './sizes.ts';
import { createStore, type Store } from './store.ts';

export interface AuditEvent {
  readonly index: number;
  readonly workspace: number;
  readonly createdAt: number;
  /** null where it is one derived from the index. */
  readonly type: string | null;
  /** The user who did it; null where Asana did. */
  readonly actor: number | null;
}

/** What has happened in each workspace, oldest first. */
export interface AuditLog {
  readonly events: Store<AuditEvent>;
  readonly lists: { readonly workspaceEvents: Lists };
}

/** "AuditLogEvent objects will be permanently deleted from our systems after 90 days" (specification): what is there is younger. */
const KEPT_MS = 89 * DAY;

/** Makes the audit log; `usersIn` gives the users of a workspace. */
export function makeAuditLog(
  seed: number,
  sizes: Sizes,
  past: Past,
  usersIn: (workspace: number) => ArrayLike<number>,
): AuditLog {
  return {
    events: createStore(sizes.auditEvents, (index) => {
      const workspace = index % sizes.workspaces;
      const users = usersIn(workspace);
      const by = draw(seed, 'audit_log_event', index, 5);
      return {
        index,
        workspace,
        createdAt: past.end - KEPT_MS + Math.floor((KEPT_MS * index) / sizes.auditEvents),
        type: null,
        actor: by % 7 === 0 ? null : (users[(by >>> 4) % users.length] ?? 0),
      };
    }),
    lists: { workspaceEvents: listsInTurn(sizes.auditEvents, sizes.workspaces) },
  };
}
