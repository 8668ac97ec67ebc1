import type { LoadedConfig } from '../config/load.ts';
import type { Logger } from '../log/logger.ts';

/** Masks a config's secrets in the log from now on, and only then warns of what is odd about it. */
export function announce({ secrets, warnings }: Pick<LoadedConfig, 'secrets' | 'warnings'>, logger: Logger): void {
  for (const secret of secrets) logger.redact(secret);
  for (const warning of warnings) logger.warning(warning);
}
