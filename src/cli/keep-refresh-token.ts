import type { TokenHooks } from '../asana/auth/auth.ts';
import type { Credentials } from '../config/config.ts';
import { writeBackRefreshToken } from '../config/write-back.ts';
import type { Logger } from '../log/logger.ts';

export interface RefreshTokenKeeper extends Pick<TokenHooks, 'asked' | 'rotated'> {
  /** Resolves once no refresh token can be on its way any more. Never rejects. */
  settled(): Promise<void>;
}

/**
 * @returns what to do with a refresh token that Asana hands out in place of the configured one: it goes back to where
 *   that one came from, and where that cannot be done a warning says so, since the next run will need it
 */
export function refreshTokenKeeper(credentials: Credentials, logger: Logger): RefreshTokenKeeper {
  let pending: Promise<unknown> = Promise.resolve();
  return {
    asked(job) {
      // What it fails with is told to those who asked.
      pending = Promise.allSettled([pending, job]);
    },
    async settled() {
      await pending;
    },
    async rotated(refreshToken) {
      if (credentials.kind !== 'oauth') return;
      const lost = 'Asana handed out a new refresh token, and';
      if (credentials.file === undefined) {
        logger.warning(`${lost} there is no config file to put it into: authorize the app again if the next run fails`);
        return;
      }
      try {
        await writeBackRefreshToken(credentials.file, refreshToken);
        logger.info(`Asana handed out a new refresh token: written to ${credentials.file}`);
      } catch (error) {
        logger.warning(`${lost} it could not be written to ${credentials.file} (${reasonOf(error)})`);
      }
    },
  };
}

/** What became of a config file since the run began, in words where the system's own would say nothing. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is no JSON object any more';
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected error';
  return code === 'ENOTSUP' ? 'it is no regular file' : code;
}
