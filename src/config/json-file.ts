import { ConfigError } from '../errors.ts';

/** Reads a file's text. Throws the system's error. */
export type ReadFile = (path: string) => string;

/**
 * Reads a file of JSON.
 * @param what what the file is for: `config`, `catalog` or `state`
 * @returns what is in it
 * @throws ConfigError when it is missing, unreadable, empty or no JSON; never with a part of what is in it, since that
 *   may be a token
 */
export function readJsonFile(what: string, path: string, readFile: ReadFile): unknown {
  const text = readText(what, path, readFile);
  if (text.trim() === '') throw new ConfigError([`${what} file ${path} is empty`]);
  return parseJson(text, `${what} file ${path}`);
}

/**
 * @param name what the problem begins with
 * @returns what is in a file's text
 * @throws ConfigError when it is no JSON, without a part of it
 */
export function parseJson(text: string, name: string): unknown {
  // Windows editors put a byte order mark in front.
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ConfigError([`${name} is not JSON${whereAndWhy(json, error)}`]);
  }
}

function readText(what: string, path: string, readFile: ReadFile): string {
  try {
    return readFile(path);
  } catch (error) {
    const name = path === '' ? 'with an empty name (from a variable that is not set?)' : path;
    throw new ConfigError([`${what} file ${name} cannot be read: ${reason(error)}`], { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
};

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return REASONS[code] ?? code;
}

/** V8 quotes the text around the place in some messages; the place alone is safe. */
function whereAndWhy(text: string, error: unknown): string {
  // PowerShell redirects into UTF-16; a machine that goes down can leave a file of the right size without its text.
  if (text.includes('\u0000')) return ': there are NUL bytes in it; save it as UTF-8, or take the last copy';
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('Unexpected end')) return ': it ends too early';
  // What a target prints, one state a line, redirected into a file.
  if (message.includes('after JSON'))
    return ': there is something behind the first JSON value; keep the last line alone';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return `: see line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
