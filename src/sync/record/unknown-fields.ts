import type { RecordReport } from './report.ts';

/** A hostile answer may name a new field in each row: what is remembered of them is bounded. */
const MAX_NAMED = 1_000;
const MAX_NAME_LENGTH = 100;

/**
 * @returns a function that reports a field below a dotted path (empty at the top), each once, and after 1,000 none
 */
export function unknownFields(stream: string, report: RecordReport): (parent: string, name: string) => void {
  const named = new Set<string>();
  return (parent, name) => {
    if (named.size >= MAX_NAMED) return;
    const path = childPath(parent, readable(name));
    if (named.has(path)) return;
    named.add(path);
    report.unknown(stream, path);
  };
}

/** @returns the dotted path of a property; the parent's path is empty at the top */
export function childPath(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}

/** Other people's names go to a log: one line, not endless. */
function readable(name: string): string {
  return /^\w{1,100}$/.test(name) ? name : JSON.stringify(name.slice(0, MAX_NAME_LENGTH));
}
