import { describe, expect, it } from 'vitest';
import { type Outcome, Trials } from '../../../src/asana/pace/trials.ts';

const SECOND = 1000;

/** Thirty requests at 100 a minute, and a second's pause. */
const usual: Outcome = { rate: 100, limit: 103, accepted: 30, ms: 19 * SECOND, isWindow: false };
/** Thirty at 200 a minute. */
const better: Outcome = { ...usual, rate: 200, limit: undefined, ms: 10 * SECOND };
/** As many as before, since a quota gives no more. */
const same: Outcome = { ...better, ms: 19 * SECOND };

const trying = (outcomes: readonly Outcome[]) => {
  const trials = new Trials();
  return outcomes.map((outcome) => trials.next(outcome));
};

describe('a refusal', () => {
  it('is believed above what was measured', () => {
    const above = { ...usual, rate: 104 };
    expect(trying(Array.from({ length: 20 }, () => above))).toEqual(Array(20).fill(undefined));
  });

  it('is believed where a window has to open again', () => {
    const window = { ...usual, isWindow: true };
    expect(trying(Array.from({ length: 20 }, () => window))).toEqual(Array(20).fill(undefined));
  });

  it('is doubted when it is the third that nothing explains', () => {
    expect(trying([usual, usual, usual])).toEqual([undefined, undefined, { kind: 'try', rate: 200 }]);
  });

  it('is doubted too where too little was asked to measure anything', () => {
    const little = { ...usual, limit: undefined };
    expect(trying([little, little, little]).at(-1)).toEqual({ kind: 'try', rate: 200 });
  });

  it('does not count with those before one that was explained', () => {
    const explained = { ...usual, rate: 104 };
    expect(trying([usual, usual, explained, usual, usual])).toEqual(Array(5).fill(undefined));
  });

  it('is not doubted before enough has got through to compare with, unless it is the sixth', () => {
    const few = { ...usual, accepted: 4 };
    expect(trying(Array.from({ length: 6 }, () => few))).toEqual([
      ...Array(5).fill(undefined),
      { kind: 'try', rate: 200 },
    ]);
  });
});

describe('a trial', () => {
  const begun = [usual, usual, usual];

  it('goes on to twice as much where more gets through', () => {
    expect(trying([...begun, better]).at(-1)).toEqual({ kind: 'try', rate: 400 });
  });

  it('is over after three refusals, and what got through before is the limit', () => {
    const [first, second, third] = trying([...begun, same, same, same]).slice(3);
    expect([first, second]).toEqual(Array(2).fill({ kind: 'try', rate: 200 }));
    expect(third).toEqual({ kind: 'settle', limit: (30 * 60) / 19 });
  });

  it('is judged by all its refusals: one that comes early says nothing', () => {
    const early = { ...better, accepted: 1, ms: 1300 };
    expect(trying([...begun, early, better]).at(-1)).toEqual({ kind: 'try', rate: 400 });
  });

  it('settles for the best that it has seen', () => {
    const third = { ...better, rate: 400 };
    expect(trying([...begun, better, third, third, third]).at(-1)).toEqual({ kind: 'settle', limit: 180 });
  });

  it('leaves out of the comparison what came before the first refusal: that was another time', () => {
    const before = { ...usual, accepted: 3000, ms: 60 * SECOND };
    expect(trying([before, usual, usual, better]).at(-1)).toEqual({ kind: 'try', rate: 400 });
  });

  it('ends where a window has to open again: what is left of a quota may be somebody else’s', () => {
    expect(trying([...begun, { ...better, isWindow: true }]).at(-1)).toMatchObject({ kind: 'settle' });
  });

  it('is put off when one was in vain, and not when more has got through', () => {
    const inVain = [...begun, same, same, same];
    expect(trying([...inVain, ...begun, ...begun]).slice(6)).toEqual([
      ...Array(5).fill(undefined),
      { kind: 'try', rate: 200 },
    ]);
    const climbed = [...begun, better, ...Array(3).fill({ ...same, rate: 400 })];
    expect(trying([...climbed, ...begun]).at(-1)).toEqual({ kind: 'try', rate: 200 });
  });

  it('says that it is on', () => {
    const trials = new Trials();
    for (const outcome of begun) {
      expect(trials.isOn).toBe(false);
      trials.next(outcome);
    }
    expect(trials.isOn).toBe(true);
  });
});
