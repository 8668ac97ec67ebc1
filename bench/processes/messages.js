import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * Reads what a tap wrote. Out: `{rows, keys: stream → Set, duplicates, state}`; a duplicate is a row whose key its stream
 * had before. Keys are written as the sandbox's truth writes them.
 */
export async function readMessages(file) {
  const keys = new Map();
  const names = new Map();
  let rows = 0;
  let duplicates = 0;
  let state = {};
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const message = JSON.parse(line);
    if (message.type === 'STATE') state = message.value;
    if (message.type === 'SCHEMA') names.set(message.stream, message.key_properties);
    if (message.type !== 'RECORD') continue;
    rows += 1;
    const key = keyOf(message, names.get(message.stream));
    const seen = keys.get(message.stream) ?? new Set();
    if (seen.has(key)) duplicates += 1;
    keys.set(message.stream, seen.add(key));
  }
  return { rows, keys, duplicates, state };
}

/** A gid, or `parent|gid` where a stream has both in its key. */
function keyOf({ record }, names) {
  return names.map((name) => record[name]).join('|');
}

/** How many gids that are due did not come: all of the truth's in an initial run, those that were changed in a later one. */
export function countMissing(keys, due) {
  let missing = 0;
  for (const [stream, gids] of Object.entries(due)) {
    const out = keys.get(stream) ?? new Set();
    for (const gid of gids) if (!out.has(gid)) missing += 1;
  }
  return missing;
}
