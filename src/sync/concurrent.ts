/**
 * Runs `work` for each item, at most `places` at once, taking items one by one, so that a long list costs no memory.
 * @throws the first error, once nothing is running any more; after an error no further item is begun
 */
export async function inParallel<T>(
  items: Iterable<T>,
  places: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let index = 0;
  let isOver = false;
  let failed = false;
  let failure: unknown;
  const worker = async () => {
    while (!failed) {
      const next = iterator.next();
      if (next.done === true) {
        isOver = true;
        return;
      }
      try {
        await work(next.value, index++);
      } catch (error) {
        if (!failed) failure = error;
        failed = true;
      }
    }
  };
  const workers: Promise<void>[] = [];
  // Tens of places are usual, and a task has few subtasks: no worker is begun that would find nothing to do.
  while (workers.length < places && !isOver) workers.push(worker());
  await Promise.all(workers);
  if (failed) throw failure;
}

/**
 * Waits for all of them, whatever happens to one, so that nothing goes on behind the caller's back.
 * @throws the first error in the order given
 */
export async function settleAll(jobs: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(jobs)) if (result.status === 'rejected') throw result.reason;
}
