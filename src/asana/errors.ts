import { SkipError, StreamError, TapError } from '../errors.ts';

/** 403 that names scopes: the token lacks a permission, so the stream is out of reach wherever it is asked. */
export class ScopeError extends SkipError {
  constructor(message: string) {
    super(message, 403);
  }
}

/** 401 although the token works: the workspace has blocked the app (Asana docs, status 401). */
export class BlockedError extends SkipError {
  constructor(message: string) {
    super(message, 401);
  }
}

/** The offset token died; the list has to be read again from its start. */
export class ExpiredError extends TapError {}

/** 400 that means nothing else: what was asked cannot be asked, by this token at least. */
export class InvalidError extends StreamError {}

/** More rows than Asana returns for one query. A list that can be split is; for others it is a StreamError. */
export class TooManyError extends StreamError {}

/** 500 or 504 to the last attempt, or too long: a smaller page may get through. A StreamError where there is none smaller. */
export class OverloadedError extends StreamError {}

/** An answer without an end, or too large to be held. */
export class LongAnswerError extends Error {
  /** @param most as many bytes it may have */
  constructor(most: number) {
    super(`the answer has more than ${most} bytes`);
  }
}
