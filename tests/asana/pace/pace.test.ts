import { setMaxListeners } from 'node:events';
import { array, assert, asyncProperty, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Health } from '../../../src/asana/health.ts';
import { createPace } from '../../../src/asana/pace/create-pace.ts';
import { fixedPace } from '../../../src/asana/pace/pace.ts';
import { Pacer, Priority } from '../../../src/asana/pace/pacer.ts';
import { sleep } from '../../../src/clock.ts';
import { LoadClock } from './paced-load.ts';

/** A clock whose timers fire late, as all timers do. */
class LateClock extends LoadClock {
  readonly #lateness: () => number;

  constructor(lateness: () => number) {
    super();
    this.#lateness = lateness;
  }

  override after(ms: number, action: () => void): () => void {
    return super.after(ms + this.#lateness(), action);
  }
}

/** Sends as fast as the pace allows; returns the moments, in ms since the beginning. */
async function moments(perMinute: number, count: number, clock = new LoadClock()): Promise<number[]> {
  const pacer = new Pacer({ clock, random: () => 0.5, pace: fixedPace(perMinute), health: new Health(), places: 50 });
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const begun = clock.now();
  const sent: number[] = [];
  const worker = async () => {
    while (sent.length < count) await pacer.run(Priority.list, signal, async () => void sent.push(clock.now() - begun));
  };
  await clock.run(Promise.all(Array.from({ length: 50 }, worker)));
  sent.length = count;
  return sent;
}

/** The largest number of moments within any minute. */
function mostInAMinute(sent: readonly number[]): number {
  return Math.max(...sent.map((from, index) => sent.slice(index).filter((at) => at < from + 60_000).length));
}

describe('a fixed pace', () => {
  it.each([1, 7, 60, 150, 1000, 1500])('of %i a minute is exactly that, evenly', async (perMinute) => {
    const sent = await moments(perMinute, 2 * perMinute + 1);
    expect(sent[perMinute]).toBeCloseTo(60_000, -1);
    expect(sent[2 * perMinute]).toBeCloseTo(120_000, -1);
    expect(mostInAMinute(sent)).toBeLessThanOrEqual(perMinute + 1);
    const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
    const interval = 60_000 / perMinute;
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(Math.floor(interval));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil(interval));
  });

  it.each([90_000, 120_000, 600_000])('of %i a minute holds though no timer is that fine', async (perMinute) => {
    const sent = await moments(perMinute, perMinute / 10 + 1);
    expect(Math.abs((sent.at(-1) ?? 0) - 6000)).toBeLessThanOrEqual(10);
  });

  it('of less than one a minute waits for hours if need be', async () => {
    expect(await moments(1 / 60, 3)).toEqual([0, 3_600_000, 7_200_000]);
  });

  it('keeps its rate when timers are late', async () => {
    let turn = 0;
    const sent = await moments(1500, 1501, new LateClock(() => (turn++ * 7) % 30));
    expect(sent.at(-1)).toBeGreaterThanOrEqual(60_000);
    expect(sent.at(-1)).toBeLessThan(60_040);
  });

  it('does not make up for a process that stood still', async () => {
    let turn = 0;
    const sent = await moments(600, 100, new LateClock(() => (turn++ === 50 ? 5000 : 0)));
    const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
    expect(gaps.filter((gap) => gap < 99)).toHaveLength(1);
    expect(sent.at(-1)).toBeGreaterThan(14_700);
  });

  it('never sends two closer to each other than its distance, whenever they come', async () => {
    const waits = array(integer({ min: 0, max: 3000 }), { maxLength: 40 });
    await assert(
      asyncProperty(waits, constantFrom(60, 150, 333, 1500), async (gaps, perMinute) => {
        const clock = new LoadClock();
        const pace = fixedPace(perMinute);
        const pacer = new Pacer({ clock, random: () => 0.5, pace, health: new Health(), places: 50 });
        const { signal } = new AbortController();
        setMaxListeners(0, signal);
        const sent: number[] = [];
        const jobs: Promise<void>[] = [];
        const come = async () => {
          for (const gap of gaps) {
            await sleep(clock, gap, signal);
            jobs.push(pacer.run(Priority.list, signal, async () => void sent.push(clock.now())));
          }
          await Promise.all(jobs);
        };
        await clock.run(come());
        expect(sent).toHaveLength(gaps.length);
        // Moments are whole milliseconds.
        for (const [index, at] of sent.entries())
          if (index > 0) expect(at - (sent[index - 1] ?? 0)).toBeGreaterThanOrEqual(Math.floor(60_000 / perMinute));
      }),
      { numRuns: 40 },
    );
  });

  it('takes no notice of answers', () => {
    const pace = fixedPace(60);
    expect(pace.limit()).toBe(60);
    pace.sent(1000, 1000);
    pace.refused(1000, true, 1000);
    pace.accepted(1000);
    expect(pace.earliest()).toBe(2000);
  });
});

it('the pace is the one configured, or finds out', async () => {
  await assert(
    property(integer({ min: 1, max: 10_000 }), (perMinute) => {
      const pace = createPace(perMinute);
      pace.sent(0, 0);
      expect(pace.earliest()).toBeCloseTo(60_000 / perMinute);
    }),
  );
  const pace = createPace(undefined);
  pace.sent(0, 0);
  expect(pace.earliest()).toBe(0);
});
