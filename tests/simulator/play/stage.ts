import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';
import type { Editor } from '../edit/editor.ts';
import type { Rule } from '../rules/rules.ts';
import type { Target } from './target.ts';

/** Where the runs of a seed are played: what lasts from one to the next. */
export interface Stage {
  readonly seed: number;
  readonly clock: VirtualClock;
  /** The world's first moment, epoch ms. */
  readonly begun: number;
  readonly sandbox: Sandbox;
  readonly editor: Editor;
  readonly target: Target;
  /** How many requests the next run is expected to make. */
  expected: number;
  /** The shortest lookback that a run has had until now. */
  leastLookbackMs: number;
  /** The most by which a clock has been ahead until now, ms. */
  mostAheadMs: number;
  /** A rule that is switched off: then only what is lost counts. */
  readonly off: Rule | undefined;
  /** Takes what happens, line by line; costs nothing where nobody asked for it. */
  readonly tell: (line: string) => void;
  readonly isTold: boolean;
}
