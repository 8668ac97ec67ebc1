import { BlockedError, ScopeError } from '../asana/errors.ts';
import type { Config } from '../config/config.ts';
import { FatalError, SkipError, StreamError } from '../errors.ts';

/**
 * The end of a run whose list of workspaces could not be read: its message is the last line on stderr, so it has to say why.
 * @param error what reading the list threw
 * @returns a FatalError with the reason and what to do about it; anything that ends a run by itself as it is
 */
export function unreadWorkspaces(error: unknown): unknown {
  if (!(error instanceof SkipError || error instanceof StreamError)) return error;
  const hint = error instanceof SkipError ? ` ${hintOf(error)}` : '';
  const message = `The list of workspaces could not be read, and everything else hangs on it. ${error.message}${hint}`;
  return new FatalError(message, { cause: error });
}

const NONE_REACHED = {
  workspaces: 'None of the configured workspaces is reachable with this token. Check `workspaces`.',
  projects: 'None of the configured projects is reachable with this token. Check `projects`.',
} as const;

/** @returns the end of a run that can read none of what its config names (contract, 'Config') */
export function noneReached(key: keyof typeof NONE_REACHED): FatalError {
  return new FatalError(NONE_REACHED[key]);
}

/** @returns the end of what cannot go on without a workspace: the config names none that is reachable, or there is none */
export function noWorkspace({ workspaces }: Pick<Config, 'workspaces'>): FatalError {
  return workspaces.length > 0 ? noneReached('workspaces') : new FatalError('The token reaches no workspace at all.');
}

/**
 * A workspace that has blocked the app is passed over; where all that the config names have, there is nothing to read.
 * @param workspaces those of the config that the token lists
 * @throws FatalError where each of them has blocked the app
 */
export function assertOneIsOpen(config: Config, workspaces: readonly { readonly isBlocked: boolean }[]): void {
  if (config.workspaces.length === 0 || !workspaces.every(({ isBlocked }) => isBlocked)) return;
  throw new FatalError('None of the configured workspaces is reachable with this token: each has blocked this app.');
}

/** @returns whether a parent is not there, not shared or blocked: not one of which a plan or a scope keeps a list away */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof SkipError) || error instanceof ScopeError) return false;
  return error instanceof BlockedError || error.status === 403 || error.status === 404;
}

/** Every plan has workspaces: where there is no such list, somebody else answers. */
function hintOf(error: SkipError): string {
  if (error instanceof ScopeError) return 'The token lacks the scope it names.';
  if (error instanceof BlockedError) return 'The token works, but not for this.';
  return error.status === 404 ? 'Is api_url right?' : 'The token lacks the permission, or api_url is not right.';
}
