import type { LogEvent } from './event.ts';

/** One long line helps nobody, and Meltano ends a run at a line over 50 MiB (half of its `elt.buffer_size`). */
const LONGEST_LINE = 8000;

/** `INFO message`, each line of a message with its own level: singer-python's form, which runners look for. */
export function textFormat(event: LogEvent): string[] {
  return messageLines(event).map((line) => `${event.level} ${line}`);
}

/** The message alone, where whoever reads it adds the rest (`%(message)s` in Meltano's logging config). */
export function bareFormat(event: LogEvent): string[] {
  return messageLines(event);
}

/** @returns the event's message as plain lines; a metric is JSON behind `METRIC: ` */
function messageLines(event: LogEvent): string[] {
  const message = event.metric === undefined ? event.message : `METRIC: ${JSON.stringify(event.metric)}`;
  return message
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .filter((line) => line.trim() !== '')
    .map((line) => shorten(plain(line)));
}

/** Names in Asana are other people's text: no escape sequence of theirs reaches a terminal. */
function plain(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  return line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

function shorten(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)} … (${line.length} characters)`;
}
