import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';

let loaded: typeof Ajv | undefined;

/**
 * Loads ajv when it is asked for the first time: it takes longer than all of a start without it, and is needed only to
 * name what is wrong.
 * @returns its class
 */
export function loadAjv(): typeof Ajv {
  loaded ??= (createRequire(import.meta.url)('ajv') as { readonly Ajv: typeof Ajv }).Ajv;
  return loaded;
}
