import { describe, expect, it } from 'vitest';
import { FatalError, StreamError } from '../../src/errors.ts';
import { later, ok, openClient, refusal, silence } from './open-client.ts';

const MINUTE = 60_000;

it('a certificate that nobody vouches for ends a run at once: waiting does not mend it', async () => {
  const cause = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  const { asked, clock, events, get } = openClient(() => {
    throw new TypeError('fetch failed', { cause });
  });
  const ended = clock.run(get('/tasks'));
  await expect(ended).rejects.toThrow(FatalError);
  await expect(ended).rejects.toThrow(/\(self-signed certificate; .* NODE_EXTRA_CA_CERTS\)\.$/);
  expect([asked.length, events.at(-1)]).toEqual([1, 'fatal FatalError']);
});

describe('no success for 15 minutes', () => {
  it('ends a run whose requests get no answer: the third has failed by then', async () => {
    const { asked, clock, events, get } = openClient(silence);
    await expect(clock.run(get('/tasks'))).rejects.toThrow(FatalError);
    expect(asked).toHaveLength(3);
    expect(events.at(-1)).toBe('fatal FatalError');
  });

  it('ends it too when a request may take longer', async () => {
    const { asked, clock, get } = openClient(silence, { timeoutMs: 3 * 3_600_000 });
    const begun = clock.now();
    await expect(clock.run(get('/tasks'))).rejects.toThrow(FatalError);
    expect(asked).toHaveLength(1);
    expect(clock.now() - begun).toBe(15 * MINUTE);
  });

  it('does not end it while others succeed', async () => {
    const opened = openClient((one) => (one.path === '/stuck' ? silence(one) : later(opened.clock, 60_000, one)));
    const { clock, get } = opened;
    const others = async () => {
      for (let turn = 0; turn < 60; turn += 1) await get('/tasks');
    };
    const stuck = get('/stuck');
    await expect(clock.run(Promise.all([stuck, others()]))).rejects.toThrow(StreamError);
  });

  it('does not count the time nobody asked in: a slow reader is no failure', async () => {
    let isDown = true;
    const { clock, get } = openClient(() => (isDown ? refusal(503) : ok()));
    await expect(clock.run(get('/tasks'))).rejects.toThrow(StreamError);
    clock.advance(60 * MINUTE);
    const second = get('/tasks');
    clock.after(2000, () => {
      isDown = false;
    });
    await expect(clock.run(second)).resolves.toBeDefined();
  });

  it('counts the time asked in, though nobody asks in between', async () => {
    const { clock, get } = openClient(() => refusal(503));
    const errors: unknown[] = [];
    for (let turn = 0; turn < 40 && !(errors.at(-1) instanceof FatalError); turn += 1) {
      clock.advance(60 * MINUTE);
      errors.push(await clock.run(get('/tasks')).catch((error: unknown) => error));
    }
    // 31 seconds of attempts each time.
    expect(errors).toHaveLength(30);
  });

  it('does not count the time a request has waited for its turn', async () => {
    const opened = openClient(
      (one, index) => later(opened.clock, 5 * MINUTE - 1, one, () => (index === 6 ? refusal(503) : ok())),
      { places: 1 },
    );
    const jobs = Array.from({ length: 7 }, () => opened.get('/tasks'));
    await expect(opened.clock.run(Promise.all(jobs))).resolves.toHaveLength(7);
  });

  it('begins with the last success, not with a request that was sent before it', async () => {
    const opened = openClient(
      (one, index) => {
        if (one.path === '/other') return later(opened.clock, 4 * MINUTE, one);
        // The second attempt fails 16 minutes after the first was sent, but 12 after the other's success.
        return later(opened.clock, index === 0 ? 14.9 * MINUTE : MINUTE, one, () => (index < 3 ? refusal(503) : ok()));
      },
      { timeoutMs: 15 * MINUTE },
    );
    const jobs = [opened.get('/slow'), opened.get('/other')];
    await expect(opened.clock.run(Promise.all(jobs))).resolves.toHaveLength(2);
  });

  it('is not what a 404 is: it means that Asana answers', async () => {
    const { clock, get } = openClient((_, index) => (index % 2 === 0 ? refusal(503) : refusal(404)));
    for (let turn = 0; turn < 1000; turn += 1) await clock.run(get('/tasks')).catch(() => undefined);
    expect(clock.now()).toBeGreaterThan(Date.parse('2026-11-20T08:16:00Z'));
  });
});
