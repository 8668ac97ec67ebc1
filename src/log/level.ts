/** The levels of Python's logging, which every Singer tool prints and Meltano reads. */
export const levels = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

export type Level = (typeof levels)[number];

const ALIASES: Readonly<Record<string, Level>> = { WARN: 'WARNING', FATAL: 'CRITICAL', NOTSET: 'DEBUG' };

/**
 * @param text a level's name in any case, or one of Python's aliases
 * @returns undefined if it is none
 */
export function parseLevel(text: unknown): Level | undefined {
  if (typeof text !== 'string') return undefined;
  const name = text.trim().toUpperCase();
  return levels.find((level) => level === name) ?? ALIASES[name];
}

/** @returns whether an event of that level is written when `threshold` is asked for */
export function isAtLeast(level: Level, threshold: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(threshold);
}
