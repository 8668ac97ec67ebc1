import { asInstant, toInstantText } from '../json/instant.ts';
import type { Walk } from './walk.ts';

/** Clocks differ, and the local one is set back where Asana's is not told (start.ts). */
const TOLERATED_MS = 60 * 60_000;

/**
 * Warns of bookmarks that lie in the future: nothing has changed since then, and this run sets them back to its own start, so
 * that what was changed before is passed over without a trace. A clock that was wrong, or a hand, has written them. The same
 * goes for a start_date where there is no bookmark: the next run begins at this one's start, whatever it is then.
 */
export function reportAhead({ config, logger, plan, startedAt, state }: Walk): void {
  const limit = asInstant(startedAt()) + TOLERATED_MS;
  const hasDates = [...plan.selection.values()].some(({ replicationKey }) => replicationKey !== undefined);
  if (hasDates && config.startDate !== undefined && asInstant(config.startDate) > limit)
    logger.warning(
      'start_date lies in the future: of lists without a bookmark, what was changed before is not read. Set it back, and the bookmarks that they get in this run to "".',
    );
  const latest = toInstantText(limit);
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
