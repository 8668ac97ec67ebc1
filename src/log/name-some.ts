/** Meltano may pass on many keys, and a state may be of a tap with many streams: the first tell which. */
const MOST_NAMED = 5;

/** @returns the first few names, joined, with ` …` where there are more */
export function nameSome(names: readonly string[]): string {
  return `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ' …' : ''}`;
}
