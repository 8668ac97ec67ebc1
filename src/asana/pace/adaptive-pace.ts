import { type Estimate, type Evidence, estimate, isPlan, LEAST, TELLING } from './estimate.ts';
import { Growing, type Growth, probing, searching } from './growth.ts';
import type { Pace } from './pace.ts';
import { Recent } from './recent.ts';
import { Spacing } from './spacing.ts';
import { type Advice, Trials } from './trials.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Of what Asana takes, so much is asked for: requests do not arrive as evenly as they are sent. */
const SHARE = 0.97;

/** A window opens again a minute after it opened; a pause in whole seconds, or a guessed one, may end a bit before. */
const ABOUT_A_MINUTE = 50 * SECOND;

/** A bucket refills all the time: after a pause that was longer, it was a window that had to open again. */
const LONG_PAUSE = 10 * SECOND;

/** A rate that is a guess, or a trial, is doubled soon. */
const AT_ONCE = 5 * SECOND;

/** From one refusal to the next. Moments are epoch ms. */
interface Period {
  /** When the first of the refused requests was sent with which it began. */
  readonly since: number;
  /** When asking was taken up again. */
  readonly openedAt: number;
  /** Requests refused at its beginning: they count against the quota like others (Asana docs, 'Rate limits'). */
  refused: number;
  accepted: number;
  /** Whether one of them was sent after it had opened. */
  isOpen: boolean;
}

/** Requests refused for one cause, before asking is taken up again. */
interface Refusal {
  firstSentAt: number;
  count: number;
  /** How long nobody asks. */
  pauseMs: number;
}

/**
 * Finds out how much Asana takes, whatever the plan, and whoever else uses the same token.
 *
 * It begins without any limit: a small run is over before it meets one, and where there is none, nothing is lost. Each
 * refusal is a measurement (`estimate`); from then on requests follow each other evenly, a little below what was
 * measured, and the rate grows again with time (`growth`). How long answers take plays no part in it.
 */
export class AdaptivePace implements Pace {
  readonly #spacing = new Spacing();
  readonly #accepted = new Recent();
  #startedAt: number | undefined;
  /** Absent as long as nothing was refused. */
  #growing: Growing | undefined;
  #period: Period | undefined;
  #refusal: Refusal | undefined;
  #evidence: Evidence | undefined;
  /** What was measured when the rate was set; undefined if it was only tried. */
  #measured: number | undefined;
  readonly #trials = new Trials();

  earliest(): number {
    return this.#spacing.next;
  }

  limit(): number | undefined {
    return this.#growing?.rate;
  }

  sent(due: number, now: number): void {
    this.#startedAt ??= now;
    if (this.#refusal !== undefined) this.#learn(this.#refusal, this.#startedAt, now);
    this.#refusal = undefined;
    this.#growing?.sent(now);
    this.#spacing.take(due, now, this.#rate);
  }

  accepted(sentAt: number): void {
    this.#accepted.add(sentAt);
    if (this.#period === undefined) return;
    this.#period.accepted += 1;
    if (sentAt >= this.#period.openedAt) this.#period.isOpen = true;
  }

  refused(sentAt: number, isNew: boolean, pauseMs: number): void {
    if (isNew) this.#refusal = { firstSentAt: sentAt, count: 1, pauseMs };
    else if (this.#refusal !== undefined) {
      this.#refusal.pauseMs = Math.max(this.#refusal.pauseMs, pauseMs);
      this.#refusal.firstSentAt = Math.min(this.#refusal.firstSentAt, sentAt);
      this.#refusal.count += 1;
    } else if (this.#period !== undefined) this.#period.refused += 1;
  }

  get #rate(): number {
    return this.#growing?.rate ?? Number.POSITIVE_INFINITY;
  }

  /** Asking is taken up again: by now nearly all that was in flight has been answered, so it can be counted. */
  #learn(refusal: Refusal, startedAt: number, now: number): void {
    const before = this.#period;
    const { firstSentAt: since, count: refused } = refusal;
    this.#period = { since, openedAt: now, refused, accepted: 0, isOpen: false };
    const isWholeMinute = now - startedAt >= ABOUT_A_MINUTE;
    // Refused before anything was accepted: nothing has changed, only the pause was too short.
    if (before?.isOpen === false && this.#evidence !== undefined) {
      if (!this.#trials.isOn) this.#believe({ ...this.#evidence, isWholeMinute }, now);
      return;
    }
    const evidence = this.#observe(since, before, isWholeMinute);
    const advice = before === undefined ? undefined : this.#trial(before, evidence, refusal.pauseMs, now);
    this.#evidence = advice === undefined ? evidence : { ...evidence, soon: 0 };
    if (advice?.kind === 'try') this.#set(advice.rate, searching(AT_ONCE), undefined, now);
    else this.#believe(evidence, now, advice?.limit);
  }

  /** @param settled requests a minute that trials have shown, whatever the evidence; default none did */
  #believe(evidence: Evidence, now: number, settled?: number): void {
    const estimated: Estimate =
      settled === undefined ? estimate(evidence) : { limit: Math.max(LEAST, settled), trust: 'sure' };
    const { limit, trust } = estimated;
    this.#set(limit * SHARE, growthOf(estimated, evidence.soon), trust === 'sure' ? limit : undefined, now);
  }

  #set(rate: number, growth: Growth, measured: number | undefined, now: number): void {
    this.#growing = new Growing(rate, growth, now);
    this.#measured = measured;
  }

  #trial({ openedAt, accepted }: Period, evidence: Evidence, pauseMs: number, now: number): Advice | undefined {
    return this.#trials.next({
      rate: this.#rate,
      limit: evidence.lastMinute < TELLING ? undefined : this.#measured,
      accepted,
      ms: now - openedAt,
      isWindow: pauseMs > LONG_PAUSE,
    });
  }

  #observe(refusedAt: number, before: Period | undefined, isWholeMinute: boolean): Evidence {
    const isSoon = before !== undefined && refusedAt - before.openedAt < MINUTE;
    return {
      rate: this.#rate,
      isMeasured: this.#measured !== undefined,
      lastMinute: this.#accepted.countAfter(refusedAt - MINUTE),
      isWholeMinute,
      between: before === undefined ? 0 : perMinute(before, refusedAt),
      soon: isSoon ? (this.#evidence?.soon ?? 0) + 1 : 0,
    };
  }
}

function growthOf({ limit, trust }: Estimate, soon: number): Growth {
  if (trust === 'guess') return searching(AT_ONCE);
  if (trust === 'likely') return searching(MINUTE);
  if (soon > 0) return probing(MINUTE);
  // What is no plan's limit may be what somebody else leaves of one, and is tried again sooner.
  return probing(isPlan(limit) ? 5 * MINUTE : 2 * MINUTE);
}

/** The rate of all requests of a period that a refusal has ended. */
function perMinute({ since, openedAt, refused, accepted }: Period, refusedAt: number): number {
  const isLongPause = openedAt - since > LONG_PAUSE;
  const count = isLongPause ? accepted : accepted + refused;
  return (count * MINUTE) / Math.max(1, refusedAt - (isLongPause ? openedAt : since));
}
