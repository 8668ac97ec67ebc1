import type { LimitFunction } from 'p-limit';
import type { Pages } from '../asana/pages.ts';
import type { Config } from '../config/config.ts';
import type { Logger } from '../log/logger.ts';
import type { State } from '../singer/state.ts';
import type { Emitter } from './emitter.ts';
import type { Headway } from './headway.ts';
import type { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './progress.ts';
import type { Skips } from './skips.ts';

/** What everybody who walks needs. */
export interface Walk {
  readonly config: Config;
  readonly plan: Plan;
  readonly state: State;
  readonly pages: Pages;
  readonly ledger: Ledger;
  /** Runs work below rows, of all partitions together only so many at once. */
  readonly rowLimit: LimitFunction;
  readonly emitter: Emitter;
  readonly progress: Progress;
  readonly headway: Headway;
  readonly skips: Skips;
  readonly logger: Logger;
  /** Archived projects whose children are not read any more (`include_archived_projects: false`). */
  readonly leftOut: Set<string>;
  /** Aborted when the run is to end at once. */
  readonly signal: AbortSignal;
  /** Writes a STATE now. */
  readonly writeState: () => void;
  /** Counts partitions in the state that are not listed any more. */
  readonly countMissing: (count: number) => void;
  /** When this run began, by Asana's clock, RFC 3339. Known once the first answer is there. */
  readonly startedAt: () => string;
}

export interface Workspace {
  readonly gid: string;
  readonly isOrganization: boolean;
}
