import { describe, expect, it } from 'vitest';
import { Front } from '../../src/sync/tasks/front.ts';

/** Lets what is due happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the front of a list that many work through', () => {
  it('is how many items are done from the first on, without a gap', () => {
    const front = new Front();
    const reached = [2, 0, 3, 1].map((index) => {
      void front.pass(index);
      return front.reached;
    });
    expect(reached).toEqual([0, 1, 1, 4]);
  });

  it('lets nobody go before all before him are done', async () => {
    const front = new Front();
    const gone: number[] = [];
    for (const index of [2, 1, 0, 4]) void front.pass(index).then(() => gone.push(index));
    await settle();
    expect([...gone].sort()).toEqual([0, 1, 2]);
    void front.pass(3).then(() => gone.push(3));
    await settle();
    expect([...gone].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('once released holds nobody, whether he waits or comes later, and says no more than is done', async () => {
    const front = new Front();
    const gone: number[] = [];
    void front.pass(0);
    void front.pass(2).then(() => gone.push(2));
    front.release();
    void front.pass(4).then(() => gone.push(4));
    await settle();
    expect([gone, front.reached]).toEqual([[2, 4], 1]);
  });
});
