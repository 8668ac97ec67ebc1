import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import { coreStreams } from '../../support/core-streams.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { diceOf } from '../dice.ts';
import { Editor } from '../edit/editor.ts';
import { readOf, type Scope } from '../judge/coverage.ts';
import { Damage } from '../judge/damage.ts';
import { judgeEnd } from '../judge/end.ts';
import type { Exception } from '../judge/exceptions.ts';
import type { Finding } from '../judge/finding.ts';
import { Floors } from '../judge/floors.ts';
import { Gaps } from '../judge/gaps.ts';
import { judgePromises } from '../judge/promises.ts';
import { judgeTables } from '../judge/tables.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import type { Reduction } from '../plan/reduction.ts';
import type { Round } from '../plan/round-plan.ts';
import { keepsBookmarks, type Rule } from '../rules/rules.ts';
import { Backups } from './backups.ts';
import { hideSome, pause, shareAll, unshare } from './between.ts';
import { Bookmarks, hasOpen } from './bookmarks.ts';
import { mergeStates } from './merge-states.ts';
import { playOlderTap } from './older-tap.ts';
import { type Outcome, playRun } from './one-run.ts';
import { lose, momentOf, setBack } from './rewind.ts';
import { scopeOf, startOf } from './settings.ts';
import type { Stage } from './stage.ts';
import { Target } from './target.ts';
import { Truth } from './truth.ts';

/** What came of a seed. */
export interface Played {
  readonly seed: number;
  readonly findings: readonly Finding[];
  readonly excused: Partial<Record<Exception, number>>;
  readonly runs: number;
  readonly requests: number;
  /** Rows held against the world. */
  readonly rows: number;
}

const MINUTE = 60_000;

/** The world's first moment. */
const BEGUN = Date.parse('2026-11-20T08:00:00.000Z');

/**
 * Plays a seed from its first run to its last, then holds the tables against the world.
 * @param tell takes what happens, line by line
 */
export async function play(
  seed: number,
  reduction: Reduction,
  off?: Rule,
  tell?: (line: string) => void,
): Promise<Played> {
  return new Player(seed, reduction, off, tell).play();
}

class Player {
  readonly #plan: Plan;
  readonly #stage: Stage;
  readonly #bookmarks = new Bookmarks();
  readonly #floors = new Floors();
  readonly #backups = new Backups();
  readonly #damage = new Damage();
  readonly #truth = new Truth();
  /** When a clock was ahead for the first time since bookmarks were set back, epoch ms: they promise nothing then. */
  #wrongSince: number | undefined;
  readonly #findings: Finding[] = [];
  #state: unknown;
  #runs = 0;
  #requests = 0;

  constructor(seed: number, reduction: Reduction, off: Rule | undefined, tell: ((line: string) => void) | undefined) {
    this.#plan = makePlan(seed, reduction);
    const clock = new VirtualClock(BEGUN);
    const sandbox = createSandbox({
      ...this.#plan.world,
      seed: (seed % 1_000_000) + 1,
      // Both are the simulator's own: they end before the last run.
      quota: null,
      concurrency: 1000,
      logCap: 0,
      clock: () => clock.now(),
    });
    const say = (line: string) => tell?.(`${new Date(clock.now()).toISOString()} ${line}`);
    const editor = new Editor(sandbox, seed, () => clock.now(), say);
    const target = new Target();
    const isTold = tell !== undefined;
    const { tasks, subtasks, projects } = sandbox.world.sizes;
    const further = new Set(this.#plan.rounds.flatMap(({ wishes }) => wishes.streams)).size - coreStreams.length;
    const expected = 10 + 2 * projects + 1.5 * (tasks + subtasks) + 3 * Math.max(0, further);
    const leastLookbackMs = Number.POSITIVE_INFINITY;
    const settings = { seed, begun: BEGUN, expected, leastLookbackMs, mostAheadMs: 0, off };
    this.#stage = { ...settings, clock, sandbox, editor, target, tell: say, isTold };
  }

  async play(): Promise<Played> {
    const { rounds, last, isAllShared, isSomeHidden, isInherited, seed } = this.#plan;
    const { clock, editor, target, sandbox, off, tell } = this.#stage;
    for (const round of rounds) {
      if (round.rewind?.isEarly) this.#rewind(round);
      pause(this.#stage, round);
      if (isInherited && round === rounds[0]) {
        // Its bookmark is older than that.
        this.#stage.leastLookbackMs = MINUTE;
        this.#state = playOlderTap(this.#stage, this.#bookmarks, diceOf(seed, 'older'));
        tell(`an older tap was here: ${JSON.stringify(this.#state)}`);
      }
      this.#restore(round);
      if (!round.rewind?.isEarly) this.#rewind(round);
      await this.#round(round);
      // What was to happen in the run, had it been longer.
      for (const edit of round.edits) if (edit.moment !== undefined) editor.make(edit);
    }
    this.#restore(last);
    this.#rewind(last);
    if (isAllShared) shareAll(this.#stage);
    // What a stopped run had begun is ended with that run's start: what came after it is for one run more.
    const isResumed = hasOpen(this.#state, last.wishes.streams);
    const hiding = diceOf(seed, 'hiding', 1);
    const hiddenBefore = isSomeHidden ? hiding.int(1, isResumed ? 2 : 1) : 0;
    const runs = isResumed ? Math.max(2, hiddenBefore + 1) : 1;
    let scope: Scope | undefined;
    let closed: ReadonlySet<string> = new Set();
    for (let nth = 1; nth <= runs; nth += 1) {
      if (nth === hiddenBefore) hideSome(this.#stage, hiding);
      clock.advance(last.pauseMs);
      ({ scope, closed } = await this.#round(last, nth === runs));
    }
    const judgement = judgeTables(target, {
      sandbox,
      history: editor.history,
      scope: scope ?? scopeOf(last.wishes, sandbox),
      streams: last.wishes.streams,
      tables: last.wishes.tables,
      closed,
      isArchived: this.#isArchived,
      floors: this.#floors,
      damage: this.#damage,
      // Where a rule is switched off its bookmarks are wrong, and no evidence of what was shown.
      bookmarks: keepsBookmarks(off) ? this.#bookmarks : new Bookmarks(),
    });
    const findings = [...this.#findings, ...judgement.findings];
    for (const { kind, stream, text } of findings) tell(`FOUND ${kind} ${stream} ${text}`);
    const { excused, rows } = judgement;
    return { seed, findings, excused, runs: this.#runs, requests: this.#requests, rows };
  }

  /** Gives the next run an older state, if a round wants that. */
  #restore({ backup }: Round): void {
    if (backup === undefined) return;
    const { state, floors } = this.#backups.restore(this.#state, backup);
    this.#state = state;
    this.#stage.tell(`restored ${JSON.stringify(backup)}: ${JSON.stringify(this.#state)}`);
    this.#bookmarks.restored(this.#state);
    this.#floors.restored(this.#state, floors);
    // Of refused tasks it has the older list.
    if (backup.isMerged) this.#bookmarks.merged();
  }

  /** A clock may be ahead from now on. */
  #dating({ aheadMs = 0, wishes }: Round): void {
    this.#stage.mostAheadMs = Math.max(this.#stage.mostAheadMs, aheadMs);
    if (aheadMs === 0 || !this.#plan.isMisled) return;
    this.#wrongSince ??= this.#stage.clock.now() - 1000 * wishes.lookbackSeconds;
  }

  get #isArchived(): boolean {
    return [...this.#plan.rounds, this.#plan.last].every(({ wishes }) => wishes.isArchived);
  }

  /** Sets bookmarks back, if a round wants that. */
  #rewind({ rewind }: Round): void {
    const { tell, clock } = this.#stage;
    const wrongSince = this.#wrongSince ?? clock.now();
    const moment = rewind && momentOf(rewind.to, this.#state, { begun: BEGUN, now: clock.now(), wrongSince });
    if (rewind === undefined || moment === undefined || this.#state === undefined) return;
    const { state, changed } = setBack(this.#state, rewind, moment);
    const starts = [...this.#plan.rounds, this.#plan.last].map(({ wishes }) => startOf(wishes, BEGUN) ?? -Infinity);
    const reach = { latestStart: Math.max(...starts), isArchived: this.#isArchived };
    const known = { bookmarks: this.#bookmarks, floors: this.#floors, damage: this.#damage };
    const lost = rewind.isDamaged ? lose(this.#stage, { state, changed }, known, reach) : 0;
    tell(`set back ${JSON.stringify([...changed])}, ${lost} rows gone: ${JSON.stringify(state)}`);
    this.#state = state;
    this.#wrongSince = undefined;
    this.#bookmarks.rewound(changed);
    this.#floors.rewound(changed);
  }

  async #round(round: Round, isLast = false): Promise<{ scope: Scope; closed: ReadonlySet<string> }> {
    const { sandbox, target, off, tell } = this.#stage;
    const scope = scopeOf(round.wishes, sandbox);
    tell(`run ${round.nth}: ${JSON.stringify({ ...round.wishes, ...scope, isRefresh: round.isRefresh })}`);
    target.begin();
    const { aheadMs = 0 } = round;
    this.#dating(round);
    const before = this.#state;
    const gaps = new Gaps(sandbox, target, round, readOf(scope));
    const outcome = await playRun(this.#stage, round, scope, round.isRefresh ? undefined : this.#state);
    if (outcome.ended === 'killed' && round.ending.kind === 'kill') target.crash(round.ending.loses);
    else target.end();
    tell(`run ${round.nth} ${outcome.ended} after ${outcome.requests} requests: ${reasons(outcome)}`);
    this.#findings.push(...gaps.find(outcome.closed));
    this.#runs += 1;
    this.#requests += outcome.requests;
    if (outcome.ended === 'done') this.#stage.expected = outcome.requests;
    if (keepsBookmarks(off)) this.#findings.push(...outcome.findings, ...judgeEnd(outcome, round, this.#plan));
    this.#state = round.isRefresh ? mergeStates(this.#state, target.state) : (target.state ?? this.#state);
    if (round.isRefresh) this.#bookmarks.merged();
    const lookbackMs = 1000 * round.wishes.lookbackSeconds;
    this.#truth.note(before, this.#state, { aheadMs, lookbackMs });
    const truth = this.#truth.of(this.#state);
    this.#damage.settle(target);
    this.#bookmarks.note(truth, lookbackMs);
    this.#stage.leastLookbackMs = Math.min(this.#stage.leastLookbackMs, lookbackMs);
    const { isRefresh, wishes } = round;
    const start = startOf(wishes, BEGUN);
    this.#floors.note(keepsBookmarks(off) ? truth : undefined, { start, tables: wishes.tables, isRefresh });
    this.#backups.keep(this.#state, this.#floors);
    if (off === undefined && this.#wrongSince === undefined) {
      const isAll = scope.projects.length + scope.workspaces.length === 0;
      const left = isLast && isAll && !scope.isArchived ? wishes.streams : [];
      const evidence = { bookmarks: this.#bookmarks, floors: this.#floors, damage: this.#damage, left };
      this.#findings.push(...judgePromises(this.#state, this.#stage, evidence));
    }
    if (outcome.ended !== 'done' && round.isUnshared) unshare(this.#stage, this.#state);
    return { scope, closed: outcome.closed };
  }
}

function reasons({ failures, error }: Outcome): string {
  return [...failures, ...(error instanceof Error ? [error.message] : [])].join(' ');
}
