import { EXCEPTIONS, type Exception } from '../judge/exceptions.ts';
import type { Played } from '../play/play.ts';

/** What came of many seeds. */
export interface Totals {
  readonly seeds: number;
  /** Seeds with a finding. */
  readonly failed: readonly number[];
  readonly runs: number;
  readonly requests: number;
  readonly rows: number;
  readonly excused: Partial<Record<Exception, number>>;
}

export const EMPTY: Totals = { seeds: 0, failed: [], runs: 0, requests: 0, rows: 0, excused: {} };

/** @returns the totals with one seed more */
export function add(totals: Totals, played: Played): Totals {
  const failed = played.findings.length > 0 ? [played.seed] : [];
  return sum(totals, { ...played, seeds: 1, failed });
}

/** @returns both together */
export function sum(one: Totals, other: Totals): Totals {
  const excused: Partial<Record<Exception, number>> = {};
  for (const name of Object.keys(EXCEPTIONS) as Exception[]) {
    const times = (one.excused[name] ?? 0) + (other.excused[name] ?? 0);
    if (times > 0) excused[name] = times;
  }
  return {
    seeds: one.seeds + other.seeds,
    failed: [...one.failed, ...other.failed].sort((a, b) => a - b),
    runs: one.runs + other.runs,
    requests: one.requests + other.requests,
    rows: one.rows + other.rows,
    excused,
  };
}

/** @returns the lines that close a report */
export function report(totals: Totals, seconds: number): string[] {
  const { seeds, failed, runs, requests, rows, excused } = totals;
  const each = seeds === 0 ? 0 : Math.round((1000 * seconds) / seeds);
  const named = Object.entries(excused).map(([name, times]) => `${name} ${times}`);
  return [
    `${seeds} seeds, ${runs} runs, ${requests} requests, ${rows} rows compared in ${Math.round(seconds)} s (${each} ms a seed)`,
    `excepted by name: ${named.length === 0 ? 'nothing' : named.join(', ')}`,
    failed.length === 0 ? 'nothing lost, nothing twice' : `${failed.length} seeds failed: ${failed.join(' ')}`,
  ];
}
