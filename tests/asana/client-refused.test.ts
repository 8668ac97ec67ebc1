import { describe, expect, it } from 'vitest';
import { FatalError, StreamError } from '../../src/errors.ts';
import { later, ok, openClient, refusal, type Script } from './open-client.ts';

const MINUTE = 60_000;
const refused = (retryAfter?: string | number) =>
  refusal(429, 'You made too many requests', retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });

async function times(script: Script): Promise<number[]> {
  const { asked, clock, get } = openClient(script);
  await clock.run(get('/tasks'));
  return asked.map(({ at }) => at);
}

describe('a refused request', () => {
  it.each([429, 424])('keeps everybody waiting for as long as it says (%i)', async (status) => {
    const opened = openClient((one, index) =>
      later(opened.clock, index === 2 ? 100 : 150, one, () =>
        index === 2 ? refusal(status, 'slow down', { 'retry-after': '7' }) : ok(),
      ),
    );
    const { asked, clock, get } = opened;
    await clock.run(Promise.all(Array.from({ length: 50 }, () => get('/tasks'))));
    const inPause = asked.filter(({ at }) => at > 100 && at < 7100);
    expect(inPause).toEqual([]);
    expect(asked).toHaveLength(51);
  });

  it('is asked again without counting as an attempt', async () => {
    const fault = (index: number) => (index % 2 === 0 ? refused(1) : refusal(503));
    const { asked, clock, get } = openClient((_, index) => (index < 10 ? fault(index) : ok([1])));
    await clock.run(get('/tasks'));
    expect(asked).toHaveLength(11);
    const lasting = openClient((_, index) => fault(index));
    await expect(lasting.clock.run(lasting.get('/tasks'))).rejects.toThrow(StreamError);
    expect(lasting.asked).toHaveLength(12);
  });

  it('may name a date instead of seconds', async () => {
    const begun = Date.parse('2026-11-20T08:00:00Z');
    const date = new Date(begun + 42_000).toUTCString();
    expect(await times((_, index) => (index === 0 ? refused(date) : ok()))).toEqual([0, 42_000]);
  });

  it.each([-30, 30])('waits by the clock of who names a date, which is %i minutes ahead', async (minutes) => {
    const theirs = Date.parse('2026-11-20T08:00:00Z') + minutes * MINUTE;
    const headers = { date: new Date(theirs).toUTCString(), 'retry-after': new Date(theirs + 42_000).toUTCString() };
    expect(await times((_, index) => (index === 0 ? refusal(429, 'slow down', headers) : ok()))).toEqual([0, 42_000]);
  });

  it('that does not say how long backs off by itself', async () => {
    expect(await times((_, index) => (index < 5 ? refused() : ok()))).toEqual(
      [0, 1, 3, 7, 15, 31].map((s) => s * 1000),
    );
  });

  it('that was told to wait too short waits longer each time', async () => {
    expect(await times((_, index) => (index < 5 ? refused(0) : ok()))).toEqual([0, 100, 1100, 3100, 7100, 15_100]);
  });

  it('is told once for all that were in flight with it, and counted for each', async () => {
    const opened = openClient((one, index) =>
      later(opened.clock, 50 + index, one, () => (index < 20 ? refused(9) : ok())),
    );
    await opened.clock.run(Promise.all(Array.from({ length: 20 }, () => opened.get('/tasks'))));
    expect(opened.events.filter((event) => event.startsWith('waiting'))).toEqual([
      'waiting 9000: GET /tasks was answered 429: You made too many requests.',
    ]);
    expect(opened.events.filter((event) => event === 'retried')).toHaveLength(20);
  });

  it('that does not say how long is followed by one alone, until something is accepted', async () => {
    const opened = openClient((one, index) =>
      later(opened.clock, 100, one, () => (index < 25 && index !== 24 ? refused() : ok())),
    );
    await opened.clock.run(Promise.all(Array.from({ length: 20 }, () => opened.get('/tasks'))));
    const alone = opened.asked.slice(20, 25).map(({ at }) => at);
    expect(alone).toEqual([1100, 3200, 7300, 15_400, 31_500]);
    const together = opened.asked.slice(25).map(({ at }) => at);
    expect(together).toHaveLength(19);
    expect(together.every((at) => at >= 31_600 && at < 31_700)).toBe(true);
  });
});

describe('a run', () => {
  it('ends at once when it is told to wait longer than 15 minutes', async () => {
    const { asked, clock, events, get } = openClient(() => refused(901));
    await expect(clock.run(get('/tasks'))).rejects.toThrow(FatalError);
    expect(asked).toHaveLength(1);
    expect(events).toContain('fatal FatalError');
  });

  it('waits for 15 minutes when it is told to', async () => {
    expect(await times((_, index) => (index === 0 ? refused(900) : ok()))).toEqual([0, 15 * MINUTE]);
  });

  it('ends when nothing has succeeded for 15 minutes, however short the waits', async () => {
    const { asked, clock, get } = openClient(() => refused(50));
    await expect(clock.run(get('/tasks'))).rejects.toThrow(
      /15 are the most to wait\. The last answer: GET \/tasks was answered 429/,
    );
    const last = asked.at(-1)?.at ?? 0;
    expect(last).toBeGreaterThan(13 * MINUTE);
    expect(last).toBeLessThanOrEqual(15 * MINUTE);
  });

  it('begins to count anew with each success', async () => {
    const { clock, get } = openClient((_, index) => (index % 15 === 14 ? ok() : refused(50)));
    for (let turn = 0; turn < 10; turn += 1) await clock.run(get('/tasks'));
    expect(clock.now()).toBeGreaterThan(Date.parse('2026-11-20T09:30:00Z'));
  });
});
