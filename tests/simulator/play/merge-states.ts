type Json = Readonly<Record<string, unknown>>;

/**
 * What Meltano keeps after a full refresh: the new state laid over the old one, key by key.
 * @param after undefined if the run left none
 */
export function mergeStates(before: unknown, after: unknown): unknown {
  if (after === undefined) return before;
  if (!isObject(before) || !isObject(after)) return after;
  const merged: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(after)) merged[key] = mergeStates(before[key], value);
  return merged;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
