import { asInstant, toInstantText } from '../json/instant.ts';
import type { Walk } from './walk.ts';

/** Clocks differ, and the local one is set back where Asana's is not told (start.ts). */
const TOLERATED_MS = 60 * 60_000;

/**
 * Warns of bookmarks that lie in the future: nothing has changed since then, and this run sets them back to its own start, so
 * that what was changed before is passed over without a trace. A clock that was wrong, or a hand, has written them.
 */
export function reportAhead({ logger, plan, startedAt, state }: Walk): void {
  const latest = toInstantText(asInstant(startedAt()) + TOLERATED_MS);
  for (const { id, replicationKey } of plan.selection.values()) {
    if (replicationKey === undefined) continue;
    const { legacy, partitions } = state.of(id);
    const moments = legacy === undefined ? [...partitions.values()] : [legacy];
    // Fixed width and UTC on both sides: the text's order is the time's.
    const count = moments.filter((moment) => moment > latest).length;
    if (count === 0) continue;
    const which = count === 1 ? 'a bookmark of the state lies' : `${count} bookmarks of the state lie`;
    logger.warning(
      `${id}: ${which} in the future, and what was changed before is not read. Set them back, or to "" for everything.`,
    );
  }
}
