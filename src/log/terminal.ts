import type { Writable } from 'node:stream';

/** Where log lines and, if somebody is watching, one status line below them are written. */
export interface Terminal {
  /** Whether somebody can see a status line. */
  readonly isWatched: boolean;
  writeLine(line: string): void;
  /** Replaces the status line; undefined takes it away. Does nothing when stderr is no terminal. */
  setStatus(text: string | undefined): void;
}

/** ECMA-48: back to the first column, and erase to the end of the line. */
const CLEAR_LINE = '\r\u001b[K';
const DEFAULT_COLUMNS = 80;

/**
 * @param out stderr; it may close at any time, and the run goes on without a log
 */
export function createTerminal(out: Writable & { readonly isTTY?: boolean; readonly columns?: number }): Terminal {
  out.on('error', () => {});
  if (out.isTTY !== true) {
    return { isWatched: false, writeLine: (line) => void out.write(`${line}\n`), setStatus: () => {} };
  }
  let status = '';
  return {
    isWatched: true,
    writeLine: (line) => void out.write(`${status === '' ? '' : CLEAR_LINE}${line}\n${status}`),
    setStatus(text = '') {
      if (text === status) return;
      // One column stays free, or the terminal would wrap and the line could not be replaced.
      // A terminal that does not know its width says 0.
      status = text.slice(0, (out.columns || DEFAULT_COLUMNS) - 1);
      out.write(CLEAR_LINE + status);
    },
  };
}
