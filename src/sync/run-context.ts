import type { TokenHooks } from '../asana/auth/auth.ts';
import type { Send } from '../asana/http/transport.ts';
import type { Pace } from '../asana/pace/pace.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../singer/metrics.ts';
import type { Selection } from '../singer/selection.ts';
import type { State } from '../singer/state.ts';
import type { Writer } from '../singer/writer.ts';
import type { HowFar } from './headway.ts';

/** Everything a run touches; the edges (stdout, stderr, time, chance, network, signals) come in here. */
export interface RunContext {
  readonly config: Config;
  readonly selection: Selection;
  readonly state: State;
  readonly writer: Writer;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly fetch: Send;
  readonly pace: Pace;
  /** Aborted with a StoppedError, a ReaderLeftError or a FatalError to end the run. */
  readonly signal: AbortSignal;
  /** Keeps a refresh token that Asana handed out in place of the one configured, or says that it could not. */
  readonly refreshTokens: Pick<TokenHooks, 'asked' | 'rotated'>;
  /** Is given a look at how far the run is, for whoever watches. */
  readonly watch?: (look: () => HowFar) => void;
}

/** What it takes to ask Asana anything. */
export type ClientContext = Pick<
  RunContext,
  'clock' | 'config' | 'fetch' | 'logger' | 'metrics' | 'pace' | 'random' | 'refreshTokens' | 'signal'
>;

export interface RunResult {
  /** Why something selected is not complete, in one line; undefined if everything is. */
  readonly failure: string | undefined;
  /** Whether it was something of this stream. */
  readonly hasFailed: (stream: string) => boolean;
}
