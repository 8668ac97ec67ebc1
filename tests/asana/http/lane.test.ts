import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Lane } from '../../../src/asana/http/lane.ts';

const never = () => new Promise<never>(() => {});

describe('a lane', () => {
  it('takes one request after the other, with one listener for all', async () => {
    const { signal } = new AbortController();
    const lane = new Lane(signal);
    for (const turn of [1, 2, 3]) expect(await lane.run(async () => turn)).toBe(turn);
    await expect(lane.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await lane.run(async (off) => off.aborted)).toBe(false);
    expect(lane.isOpen).toBe(true);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });

  it('calls off what is under way, though it may be deaf', async () => {
    const lane = new Lane(new AbortController().signal);
    let told: unknown;
    const under = lane.run((off) => {
      off.addEventListener('abort', () => {
        told = off.reason;
      });
      return never();
    });
    lane.end(new Error('too late'));
    await expect(under).rejects.toThrow('too late');
    expect(told).toEqual(new Error('too late'));
    expect(lane.isOpen).toBe(false);
  });

  it('ends with its signal', async () => {
    const stop = new AbortController();
    const lane = new Lane(stop.signal);
    const under = lane.run(never);
    stop.abort(new Error('stopped'));
    await expect(under).rejects.toThrow('stopped');
    expect(lane.isOpen).toBe(false);
  });

  it('leaves nothing behind with its signal when it has ended', () => {
    const { signal } = new AbortController();
    new Lane(signal).end(new Error('too late'));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
