import { SkipError, StreamError } from '../errors.ts';

/** What a list of a workspace was found to hold. */
export interface ListSurvey {
  readonly count: number;
  /** There is more: only so much was counted. */
  readonly isMore: boolean;
  /** What was asked and how it was refused; absent if it was not. */
  readonly refused?: string;
  /** The HTTP status of the refusal; absent where it was something else. */
  readonly status?: number;
}

/** A stream may have two lists in a workspace: its rows are those of both. */
export function both(known: ListSurvey | undefined, more: ListSurvey): ListSurvey {
  if (known === undefined || known.refused !== undefined) return known ?? more;
  return { ...more, count: known.count + more.count, isMore: known.isMore || more.isMore };
}

/** A refusal is an answer; whatever else it was may be over by the next time. */
export function hasFailed(list: ListSurvey | undefined): boolean {
  return list?.refused !== undefined && list.status === undefined;
}

/**
 * @returns a list that could not be read
 * @throws the error itself, if it says that nothing can be
 */
export function refusal(error: unknown): ListSurvey {
  if (error instanceof SkipError) return { count: 0, isMore: false, refused: error.message, status: error.status };
  if (error instanceof StreamError) return { count: 0, isMore: false, refused: error.message };
  throw error;
}
