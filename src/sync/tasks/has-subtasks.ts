import type { Row } from '../../asana/pages.ts';

/**
 * Whether something may lie below a task. A count that is missing or is no number says nothing, and not to ask would lose a
 * whole tree in silence for the sake of one request.
 * @param row a row that was asked for with `num_subtasks`
 */
export function mayHaveSubtasks(row: Row): boolean {
  const count = row['num_subtasks'];
  const isCount = typeof count === 'number' || (typeof count === 'string' && count.trim() !== '');
  return !isCount || !(Number(count) <= 0);
}
