import { type Level, levels, parseLevel } from './level.ts';

/** What the log looks like and how much of it there is. */
export interface LogSettings {
  readonly level: Level;
  readonly format: 'text' | 'bare' | 'structured';
  /** What was asked for by name and is not known, in words. Not of `LOGLEVEL`: that is also other programs'. */
  readonly warning: string | undefined;
}

const STRUCTURED = 'singer_sdk.logging.StructuredFormatter';

/**
 * Level: `TAP_ASANA_LOGLEVEL`, then `LOGLEVEL`, then what the file in `SINGER_SDK_LOG_CONFIG` says, then INFO. That file
 * is a Python `dictConfig` in JSON, made by Meltano; its formatter decides the form. Whatever is wrong with it, the log is
 * text: a log is never a reason not to run.
 * @param readFile throws if the file cannot be read
 */
export function readLogSettings(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): LogSettings {
  const file = readDictConfig(env['SINGER_SDK_LOG_CONFIG'], readFile);
  const own = env['TAP_ASANA_LOGLEVEL'];
  const named = parseLevel(own) ?? parseLevel(env['LOGLEVEL']);
  const level = named ?? parseLevel(member(file, 'root', 'level')) ?? 'INFO';
  const isUnknown = own !== undefined && own.trim() !== '' && parseLevel(own) === undefined;
  const warning = isUnknown ? `TAP_ASANA_LOGLEVEL is none of ${levels.join(', ')}: taken for ${level}` : undefined;
  return { level, format: formatOf(file), warning };
}

function readDictConfig(path: string | undefined, readFile: (path: string) => string): unknown {
  if (path === undefined || path === '') return undefined;
  try {
    return JSON.parse(readFile(path));
  } catch {
    return undefined;
  }
}

function formatOf(file: unknown): LogSettings['format'] {
  const handlers = member(file, 'root', 'handlers');
  for (const handler of Array.isArray(handlers) ? handlers : []) {
    const formatter = member(file, 'formatters', String(member(file, 'handlers', String(handler), 'formatter')));
    const factory = member(formatter, '()') ?? member(formatter, 'class');
    if (factory === STRUCTURED) return 'structured';
    if (member(formatter, 'format') === '%(message)s') return 'bare';
  }
  return 'text';
}

function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
