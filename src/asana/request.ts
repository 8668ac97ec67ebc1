import type { Priority } from './pace/pacer.ts';

/** One GET. */
export interface Request {
  /** Below the API's base, gids filled in and encoded: `/tasks/1201/stories`. */
  readonly path: string;
  /** The query, encoded; '' for none. */
  readonly query: string;
  /** The path with `{parent}` left in: what metrics and errors are grouped by. */
  readonly endpoint: string;
  /** The stream it is asked for, for the counts. */
  readonly stream: string;
  readonly priority: Priority;
  /** Whether the answer's `data` has to be a list. */
  readonly isList?: boolean;
  /** Whether whoever asks keeps the answer until its rows are taken, and then calls its `leave`. */
  readonly isHeld?: boolean;
}
