/**
 * What Singer SDK taps can do and this one does not. Each is often there to keep personal data out of a table, so that
 * passing over it in silence would let that data through.
 */
const REFUSED: Readonly<Record<string, string>> = {
  stream_maps: 'this tap does not map streams; deselect properties in the catalog, or put a mapper behind the tap',
  stream_map_config:
    'this tap does not map streams; deselect properties in the catalog, or put a mapper behind the tap',
  flattening_enabled: 'this tap does not flatten; let the target do it, or put a mapper behind the tap',
  batch_config: 'this tap writes no BATCH files; take it out',
};

/** @returns why a key may not be set, or undefined if it may; switched off (false, empty) it asks for nothing */
export function refusal(key: string, value: unknown): string | undefined {
  const why = Object.hasOwn(REFUSED, key) ? REFUSED[key] : undefined;
  return why === undefined || isOff(value) ? undefined : `config.${key}: is not supported: ${why}`;
}

/** @returns whether the key is one of those, switched on or off */
export function isRefusedKey(key: string): boolean {
  return Object.hasOwn(REFUSED, key);
}

function isOff(value: unknown): boolean {
  if (typeof value === 'string') return ['', 'false', '{}', '[]', '0', 'null'].includes(value.trim().toLowerCase());
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === false || value === 0;
}
