import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { type Place, Queue } from '../../../src/asana/pace/queue.ts';

it('a queue is what an array with push, shift and splice is', async () => {
  const steps = array(
    record({ kind: constantFrom('push', 'push', 'shift', 'leave'), at: integer({ min: 0, max: 50 }) }),
  );
  await assert(
    property(steps, (all) => {
      const queue = new Queue<number>();
      const model: number[] = [];
      const places: Place<number>[] = [];
      for (const [index, { kind, at }] of all.entries()) {
        if (kind === 'push') {
          places.push(queue.push(index));
          model.push(index);
        } else if (kind === 'shift') expect(queue.shift()).toBe(model.shift());
        else {
          const place = places[at % Math.max(1, places.length)];
          if (place === undefined) continue;
          // Leaving twice, or after one's turn, takes nobody else out.
          queue.leave(place);
          if (model.includes(place.item)) model.splice(model.indexOf(place.item), 1);
        }
        expect(queue.isEmpty).toBe(model.length === 0);
      }
      for (const item of model) expect(queue.shift()).toBe(item);
      expect(queue.shift()).toBeUndefined();
    }),
  );
});

it('a long queue is as quick as a short one', () => {
  const queue = new Queue<number>();
  const places = Array.from({ length: 300_000 }, (_, item) => queue.push(item));
  const begun = performance.now();
  // From the middle and from the front: an array would move a hundred thousand items each time.
  for (let at = 1; at < places.length; at += 2) queue.leave(places[at] as Place<number>);
  let sum = 0;
  while (!queue.isEmpty) sum += queue.shift() ?? 0;
  expect(sum).toBe(150_000 * 149_999);
  expect(performance.now() - begun).toBeLessThan(3000);
});
