import { fixedPace } from '../../../src/asana/pace/pace.ts';
import { StoppedError } from '../../../src/errors.ts';
import { toInstantText } from '../../../src/json/instant.ts';
import { createLogger } from '../../../src/log/logger.ts';
import { textFormat } from '../../../src/log/text-format.ts';
import { Metrics } from '../../../src/singer/metrics.ts';
import { parseState } from '../../../src/singer/state.ts';
import { Writer } from '../../../src/singer/writer.ts';
import { streamNames, streamRow } from '../../../src/streams/table.ts';
import { run } from '../../../src/sync/run.ts';
import { diceOf } from '../dice.ts';
import { beginsApart, isBelowTask } from '../judge/apart.ts';
import type { Scope } from '../judge/coverage.ts';
import type { Finding } from '../judge/finding.ts';
import { Witness } from '../judge/witness.ts';
import type { Round } from '../plan/round-plan.ts';
import { answersWithout } from '../rules/answer-rules.ts';
import { takeBusyForDone } from '../rules/ledger-rule.ts';
import { keepsBookmarks } from '../rules/rules.ts';
import { forgetLosses } from '../rules/skips-rule.ts';
import { keepLargest, withNewStart, withOneBookmark } from '../rules/state-rules.ts';
import { Happenings } from './happenings.ts';
import { type Arrival, Network } from './network.ts';
import { openPipe } from './pipe.ts';
import { RunClock } from './run-clock.ts';
import { SafePoints } from './safe-points.ts';
import { selectionOf } from './selections.ts';
import { configOf, startOf } from './settings.ts';
import type { Stage } from './stage.ts';
import { watchBookmarks } from './watch-bookmarks.ts';

/** A run that takes longer will never end. */
const LONGEST_MS = 24 * 3_600_000;

/** How a run went. */
export interface Outcome {
  readonly ended: 'done' | 'failed' | 'stopped' | 'killed';
  readonly findings: readonly Finding[];
  readonly requests: number;
  readonly failures: readonly string[];
  /** The streams whose tables it has closed. */
  readonly closed: ReadonlySet<string>;
  readonly error: unknown;
}

const KEYED = streamNames.map((id) => {
  const { replicationKey } = streamRow(id);
  return replicationKey === undefined ? { id } : { id, replicationKey };
});

/** Runs the tap once on a stage, as a round wants it. */
export async function playRun(stage: Stage, round: Round, scope: Scope, state: unknown): Promise<Outcome> {
  const { clock, sandbox, editor, target, off, tell } = stage;
  const config = configOf(round.wishes, scope, stage.begun);
  const selection = selectionOf(round.wishes.streams, round.wishes.tables);
  const process = new RunClock(clock);
  const happenings = new Happenings(clock, stage.expected, 50 + 3 * round.traffic.latencyMs);
  const safePoints = new SafePoints();
  const ending = new AbortController();
  let first: Arrival | undefined;
  let kill = () => {};
  const killed = new Promise<'killed'>((resolve) => {
    kill = () => {
      process.die();
      resolve('killed');
    };
  });
  const overdue = new Promise<never>((_, reject) => {
    process.after(LONGEST_MS, () => reject(new Error('it has not ended within a day')));
  });
  const network = new Network({
    clock: process,
    sandbox,
    traffic: round.traffic,
    seed: stage.seed + round.nth,
    sending: () => happenings.sending(),
    arrived: (arrival) => {
      first ??= arrival;
    },
    told: tell,
    aheadMs: round.aheadMs,
    filter: answersWithout(off, sandbox),
  });
  const { aheadMs = 0 } = round;
  const lookbackMs = config.lookbackSeconds * 1000;
  const witness = new Witness(selection, state, () => ({
    latest: first === undefined ? undefined : first.answeredAt + aheadMs - lookbackMs,
    isUndated: first?.isDated === false,
    lookbackMs,
    raisedMs: Math.max(0, lookbackMs - stage.leastLookbackMs) + stage.mostAheadMs,
    start: startOf(round.wishes, stage.begun),
    tables: round.wishes.tables,
    isClosing: round.wishes.isClosing,
  }));
  const out = openPipe(process, round.bytesPerSecond, (message) => {
    if (process.isDead) return;
    if (keepsBookmarks(off)) witness.see(message);
    if (message['type'] === 'STATE') tell(`STATE ${JSON.stringify(message['value'])}`);
    target.take(message, round.batch);
  });

  for (const edit of round.edits) {
    if (edit.moment !== undefined) happenings.at(edit.moment, () => editor.make(edit));
  }
  for (const moment of round.states) happenings.at(moment, () => safePoints.write());
  const { ending: how } = round;
  if (how.kind === 'kill')
    happenings.at(how.at, () => {
      if (how.isAfterState) safePoints.write();
      // The writer hands over what it has after a second.
      process.after(how.isAfterState ? 1001 : 0, kill);
    });
  if (how.kind === 'stop') happenings.at(how.at, () => ending.abort(new StoppedError('Stopped by SIGTERM.', 143)));

  const log = createLogger({
    level: stage.isTold ? 'DEBUG' : 'CRITICAL',
    format: textFormat,
    writeLine: tell,
    now: () => clock.now(),
  });
  const jitter = diceOf(stage.seed, 'jitter', round.nth);
  const putBack = off === 'wait' ? takeBusyForDone() : off === 'whole' ? forgetLosses() : () => {};
  const given = off === 'own' ? withOneBookmark(state) : state;
  const parsed = parseState(off === 'resume' ? withNewStart(given, toInstantText(clock.now() - 1000)) : given, KEYED);
  if (off === 'start') keepLargest(parsed);
  // Not in the middle of what moves it: no run is interrupted there.
  watchBookmarks(parsed, round.wishes.streams, () => queueMicrotask(() => happenings.moved()));
  safePoints.watch();
  const job = run({
    config,
    selection,
    state: parsed,
    writer: new Writer({ out, clock: process, onFailure: (failure) => ending.abort(failure) }),
    logger: log,
    metrics: new Metrics({ clock: process, write: () => {} }),
    clock: process,
    random: () => jitter.next(),
    fetch: network.fetch,
    pace: fixedPace(round.traffic.quota === undefined ? 6_000_000 : 1500),
    signal: ending.signal,
    refreshTokens: { asked: () => {}, rotated: async () => undefined },
  });
  try {
    const result = await clock.run(
      Promise.race([job.then(({ failure }) => (failure === undefined ? [] : [failure])), killed, overdue]),
      {
        turns: 1,
        hangs: 50,
      },
    );
    const isKilled = result === 'killed';
    return outcome(isKilled ? 'killed' : 'done', isKilled ? [] : result, undefined);
  } catch (error) {
    return outcome(error instanceof StoppedError ? 'stopped' : 'failed', [], error);
  } finally {
    process.die();
    happenings.end();
    safePoints.release();
    putBack();
  }

  function outcome(ended: Outcome['ended'], failures: readonly string[], error: unknown): Outcome {
    const findings = [...witness.findings];
    if (ended !== 'killed' && keepsBookmarks(off) && !witness.endsWithState) {
      findings.push({ kind: 'message', stream: 'run', text: 'the last line is no STATE' });
    }
    if (network.maxInFlight > config.maxConcurrentRequests) {
      findings.push({ kind: 'run', stream: 'run', text: `${network.maxInFlight} requests at once` });
    }
    if (ended === 'done' && failures.length === 0 && isUndisturbed(round) && !network.isRough) {
      const isApart = beginsApart(state, startOf(round.wishes, stage.begun));
      for (const url of network.repeated) {
        if (isApart && isBelowTask(url)) continue;
        findings.push({ kind: 'run', stream: 'run', text: `asked for twice: ${url}` });
      }
    }
    return { ended, findings, requests: network.count, failures, closed: witness.closed, error };
  }
}

/** Nothing but the tap itself can make it ask twice. */
function isUndisturbed({ traffic, edits, wishes }: Round): boolean {
  const isQuiet = traffic.faults.length === 0 && traffic.quota === undefined;
  return isQuiet && edits.every(({ moment }) => moment === undefined) && !wishes.isClosing;
}
