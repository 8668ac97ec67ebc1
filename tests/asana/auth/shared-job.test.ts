import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { SharedJob } from '../../../src/asana/auth/shared-job.ts';

/** A job that ends when it is told. */
function open() {
  const started: { signal: AbortSignal; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const job = new SharedJob<string>(
    (signal) => new Promise((resolve, reject) => started.push({ signal, end: resolve, fail: reject })),
  );
  return { job, started };
}

describe('a shared job', () => {
  it('runs once for all who join it, and again for who comes later', async () => {
    const { job, started } = open();
    const { signal } = new AbortController();
    const both = Promise.all([job.join(signal), job.join(signal)]);
    started[0]?.end('first');
    expect(await both).toEqual(['first', 'first']);
    const again = job.join(signal);
    started[1]?.end('second');
    expect(await again).toBe('second');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('fails for all of them, and is begun anew after that', async () => {
    const { job, started } = open();
    const { signal } = new AbortController();
    const both = Promise.allSettled([job.join(signal), job.join(signal)]);
    started[0]?.fail(new Error('refused'));
    for (const result of await both) expect(result).toMatchObject({ reason: { message: 'refused' } });
    const again = job.join(signal);
    started[1]?.end('well');
    expect(await again).toBe('well');
  });

  it('goes on while somebody waits, and is called off with the last', async () => {
    const { job, started } = open();
    const [one, other] = [new AbortController(), new AbortController()];
    const jobs = Promise.allSettled([job.join(one.signal), job.join(other.signal)]);
    one.abort(new Error('one'));
    await new Promise(setImmediate);
    expect(started[0]?.signal.aborted).toBe(false);
    other.abort(new Error('other'));
    expect(await jobs).toMatchObject([{ reason: { message: 'one' } }, { reason: { message: 'other' } }]);
    expect(started[0]?.signal.aborted).toBe(true);
    const fresh = job.join(new AbortController().signal);
    started[1]?.end('fresh');
    expect(await fresh).toBe('fresh');
  });

  it('is not begun for somebody who is stopped already', async () => {
    const { job, started } = open();
    await expect(job.join(AbortSignal.abort(new Error('early')))).rejects.toThrow('early');
    expect(started).toEqual([]);
  });
});
