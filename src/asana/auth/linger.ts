import type { Clock } from '../../clock.ts';

/**
 * Lets a job that is worth its end go on for a while after it was told to stop.
 * @param job its signal is aborted `ms` milliseconds after the given one, unless the job is done by then
 * @throws what the job throws, or the signal's reason if it was aborted before
 */
export async function linger<T>(
  job: (late: AbortSignal) => Promise<T>,
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const late = new AbortController();
  let cancel = () => {};
  const stop = () => {
    cancel = clock.after(ms, () => late.abort(signal.reason));
  };
  signal.addEventListener('abort', stop);
  try {
    return await job(late.signal);
  } finally {
    signal.removeEventListener('abort', stop);
    cancel();
  }
}
