import { describe, expect, it } from 'vitest';
import { Growing, probing, searching } from '../../../src/asana/pace/growth.ts';

/** Sends evenly at its own rate (times `use`) for so many seconds; returns the rate of each fifth second. */
function ratesOf(growing: Growing, seconds: number, use = 1): number[] {
  const rates: number[] = [];
  let at = 0;
  for (let second = 0; second <= seconds; second += 1) {
    while (at <= second * 1000) {
      growing.sent(at);
      at += 60_000 / (growing.rate * use);
    }
    if (second % 5 === 0) rates.push(Math.round(growing.rate));
  }
  return rates;
}

describe('a rate that is searched for', () => {
  it('rests, then doubles', () => {
    expect(ratesOf(new Growing(600, searching(5000), 0), 20)).toEqual([600, 1200, 2400, 4800, 9600]);
  });

  it('stays when it is not used: nothing was tried', () => {
    expect(ratesOf(new Growing(600, searching(5000), 0), 20, 0.5)).toEqual([600, 600, 600, 600, 600]);
  });
});

describe('a rate that was measured', () => {
  it('rests, then tries more by small steps that get larger', () => {
    const rates = ratesOf(new Growing(600, probing(60_000), 0), 400);
    const steps = rates.filter((rate, index) => rate !== rates[index - 1]);
    expect(steps.slice(0, 5)).toEqual([600, 606, 618, 643, 694]);
    expect(rates.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 600));
  });

  it('never grows by more than a quarter at a time', () => {
    const rates = ratesOf(new Growing(100, probing(1000), 0), 600);
    for (const [index, rate] of rates.entries()) expect(rate).toBeLessThanOrEqual((rates[index - 1] ?? rate) * 1.26);
  });
});
