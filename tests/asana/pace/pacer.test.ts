import { setMaxListeners } from 'node:events';
import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Health } from '../../../src/asana/health.ts';
import { fixedPace } from '../../../src/asana/pace/pace.ts';
import { Pacer, Priority } from '../../../src/asana/pace/pacer.ts';
import { sleep } from '../../../src/clock.ts';
import { CountingClock } from '../open-client.ts';
import { freePlaces } from './free-places.ts';

const FAST = Number.POSITIVE_INFINITY;

function open(places: number, perMinute = FAST) {
  const clock = new CountingClock();
  const pacer = new Pacer({ clock, random: () => 0.5, pace: fixedPace(perMinute), health: new Health(), places });
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const begun = clock.now();
  return { clock, pacer, stop, since: () => clock.now() - begun };
}

/** What may be asked of a pacer: when, how long it takes, how urgent, and whether it is called off meanwhile. */
const requests = array(
  record({
    at: integer({ min: 0, max: 2000 }),
    takes: integer({ min: 0, max: 500 }),
    priority: constantFrom(Priority.page, Priority.child, Priority.list),
    stopAfter: constantFrom(undefined, undefined, undefined, 0, 100, 700),
    fails: constantFrom(false, false, true),
  }),
  { maxLength: 60 },
);

describe('places', () => {
  it('are never more than there are, are all used, and all given back', async () => {
    await assert(
      asyncProperty(requests, integer({ min: 1, max: 6 }), async (jobs, places) => {
        const { clock, pacer } = open(places);
        let inFlight = 0;
        let most = 0;
        let ran = 0;
        const run = async ({ at, takes, priority, stopAfter, fails }: (typeof jobs)[number]) => {
          const stop = new AbortController();
          await sleep(clock, at, stop.signal);
          const cancel =
            stopAfter === undefined ? () => {} : clock.after(stopAfter, () => stop.abort(new Error('stopped')));
          const job = pacer.run(priority, stop.signal, async () => {
            inFlight += 1;
            most = Math.max(most, inFlight);
            ran += 1;
            await sleep(clock, takes, new AbortController().signal);
            inFlight -= 1;
            if (fails) throw new Error('failed');
          });
          await job.finally(cancel);
        };
        const results = await clock.run(Promise.allSettled(jobs.map(run)));
        const stopped = results.filter((result) => result.status === 'rejected' && result.reason.message === 'stopped');
        expect(most).toBeLessThanOrEqual(places);
        // Nobody is forgotten: each has run, or was called off before.
        expect(ran + stopped.length).toBe(jobs.length);
        expect(await freePlaces(pacer, clock, places)).toBe(places);
        expect(clock.timers).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('are given to pages first, then children, then new lists, each in the order of coming', async () => {
    await assert(
      asyncProperty(
        array(constantFrom(Priority.page, Priority.child, Priority.list), { maxLength: 30 }),
        async (order) => {
          const { clock, pacer, stop } = open(1);
          const ran: number[] = [];
          const first = pacer.run(Priority.list, stop.signal, () => sleep(clock, 100, stop.signal));
          const rest = order.map((priority, index) =>
            pacer.run(priority, stop.signal, async () => void ran.push(index)),
          );
          await clock.run(Promise.all([first, ...rest]));
          const sorted = order.map((_, index) => index).sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0) || a - b);
          expect(ran).toEqual(sorted);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('go on to the next however one ends', async () => {
    const { clock, pacer, stop } = open(1);
    const failing = pacer.run(Priority.list, stop.signal, () => Promise.reject(new Error('failed')));
    const next = pacer.run(Priority.list, stop.signal, async () => 'next');
    expect(await clock.run(Promise.allSettled([failing, next]))).toMatchObject([
      { reason: { message: 'failed' } },
      { value: 'next' },
    ]);
  });
});

describe('somebody who leaves the queue', () => {
  it('takes nobody else out of it', async () => {
    const { clock, pacer, stop } = open(1);
    const leaver = new AbortController();
    const ran: string[] = [];
    const wait = (name: string, signal = stop.signal) =>
      pacer.run(Priority.list, signal, async () => void ran.push(name));
    const first = pacer.run(Priority.list, stop.signal, () => sleep(clock, 100, stop.signal));
    const all = [first, wait('a'), wait('gone', leaver.signal), wait('b')];
    clock.after(50, () => leaver.abort(new Error('left')));
    const results = await clock.run(Promise.allSettled(all));
    expect(ran).toEqual(['a', 'b']);
    expect(results[2]).toMatchObject({ reason: { message: 'left' } });
    leaver.abort();
    expect(await freePlaces(pacer, clock, 2)).toBe(1);
  });

  it('who came with an aborted signal never was in it', async () => {
    const { clock, pacer } = open(1);
    let hasRun = false;
    const job = pacer.run(Priority.list, AbortSignal.abort(new Error('early')), async () => {
      hasRun = true;
    });
    await expect(clock.run(job)).rejects.toThrow('early');
    expect(hasRun).toBe(false);
  });

  it('leaves no alarm set for him', async () => {
    const { clock, pacer, since, stop } = open(5, 1);
    await clock.run(pacer.run(Priority.list, stop.signal, async () => undefined));
    const waiting = pacer.run(Priority.list, stop.signal, async () => undefined);
    expect(clock.timers).toBe(1);
    stop.abort(new Error('stopped'));
    await expect(clock.run(waiting)).rejects.toThrow('stopped');
    expect(clock.timers).toBe(0);
    // Whoever comes after him, for the same moment, has one of his own.
    const next = await clock.run(pacer.run(Priority.list, new AbortController().signal, async () => since()));
    expect(next).toBe(60_000);
  });
});

describe('a pause', () => {
  it('is as long as the longest that was asked for', async () => {
    const { clock, pacer, since, stop } = open(5);
    const refuse = (ms: number) =>
      pacer.run(Priority.list, stop.signal, async (sentAt) => {
        await sleep(clock, 10, stop.signal);
        pacer.refused(ms, sentAt, 'refused');
      });
    await clock.run(Promise.all([refuse(3000), refuse(9000), refuse(2000)]));
    const at = await clock.run(pacer.run(Priority.page, stop.signal, async () => since()));
    expect(at).toBe(9010);
  });

  it('holds thousands of requests, and lets them go in a moment', async () => {
    const { clock, pacer, stop } = open(50);
    await clock.run(pacer.run(Priority.list, stop.signal, async (at) => void pacer.refused(5000, at, 'refused')));
    let ran = 0;
    const jobs = Array.from({ length: 5000 }, () => pacer.run(Priority.child, stop.signal, async () => void ran++));
    const begun = performance.now();
    await clock.run(Promise.all(jobs));
    expect(ran).toBe(5000);
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it('for a cause that is known already is not counted as another', async () => {
    const { clock, pacer, stop } = open(20);
    const waits: unknown[] = [];
    const refuse = (takes: number) =>
      pacer.run(Priority.list, stop.signal, async (sentAt) => {
        await sleep(clock, takes, stop.signal);
        waits.push(pacer.refused(undefined, sentAt, 'refused'));
      });
    await clock.run(Promise.all([refuse(100), refuse(150), refuse(200)]));
    expect(waits).toEqual([
      { waitMs: 1000, isNew: true },
      { waitMs: 950, isNew: false },
      { waitMs: 900, isNew: false },
    ]);
    await clock.run(refuse(100));
    expect(waits.at(-1)).toEqual({ waitMs: 2000, isNew: true });
  });

  it('is short again once something was accepted', async () => {
    const { clock, pacer, stop } = open(1);
    const ask = (isRefused: boolean) =>
      pacer.run(Priority.list, stop.signal, async (sentAt) => {
        await sleep(clock, 10, stop.signal);
        if (isRefused) return pacer.refused(undefined, sentAt, 'refused').waitMs;
        pacer.accepted(sentAt);
        return 0;
      });
    const waits: number[] = [];
    for (const isRefused of [true, true, true, false, true]) waits.push(await clock.run(ask(isRefused)));
    expect(waits).toEqual([1000, 2000, 4000, 0, 1000]);
  });

  it('is not made short by an answer to what was sent in the very moment of the refusal', async () => {
    const { clock, pacer, stop } = open(1);
    const refuse = () => pacer.run(Priority.list, stop.signal, async (at) => pacer.refused(undefined, at, 'refused'));
    const begun = clock.now();
    expect((await clock.run(refuse())).waitMs).toBe(1000);
    pacer.accepted(begun);
    expect((await clock.run(refuse())).waitMs).toBe(2000);
  });

  /** Asks with requests that take so many milliseconds, and notes when each was sent. */
  function opened(places: number) {
    const { clock, pacer, since, stop } = open(places);
    const sent: number[] = [];
    const ask = (takes: number, isRefused = false) =>
      pacer.run(Priority.list, stop.signal, async (sentAt) => {
        sent.push(since());
        await sleep(clock, takes, stop.signal);
        if (isRefused) pacer.refused(undefined, sentAt, 'refused');
        else pacer.accepted(sentAt);
      });
    return { ask, clock, pacer, sent, stop };
  }

  it('that is a guess is not ended by an answer to what was sent before', async () => {
    const { ask, clock, sent, stop } = opened(20);
    const before = [ask(100, true), ask(500)];
    clock.after(600, () => void Promise.all([ask(1000), ask(10)]));
    await clock.run(Promise.all(before));
    await clock.run(sleep(clock, 5000, stop.signal));
    expect(sent).toEqual([0, expect.any(Number), 1100, 2100]);
  });

  it('that is a guess is tried out while an answer to what was sent before is still to come', async () => {
    const { ask, clock, sent } = opened(3);
    const before = [ask(300_000), ask(290_000), ask(100, true)];
    clock.after(600, () => void Promise.all([ask(1000, true), ask(1000), ask(10), ask(20)]));
    await clock.run(Promise.all(before));
    // One place is left beside the two that are waited for: never more than that.
    expect(sent.slice(3)).toEqual([1100, 4100, 5100, 5110]);
  });

  it('that is a guess is tried out again where no answer comes back', async () => {
    const { ask, clock, pacer, sent, stop } = opened(3);
    await clock.run(ask(100, true));
    const lost = pacer.run(Priority.list, stop.signal, () => Promise.reject(new Error('reset')));
    await clock.run(Promise.allSettled([lost, ask(10)]));
    expect(sent).toEqual([0, 1100]);
  });
});
