import { createRequire } from 'node:module';
import type { Ajv, ErrorObject, Options, ValidateFunction } from 'ajv';
import { type Formats, fits } from './fits.ts';

/**
 * Makes a check by a JSON Schema. ajv is loaded and the schema compiled once a value may be wrong: that takes longer than
 * all of a start without it.
 * @param options ajv's own, besides `allErrors`
 * @returns says what is wrong with a value, in ajv's words: nothing where all is right
 */
export function schemaCheck(
  schema: Readonly<Record<string, unknown>>,
  options: Pick<Options, 'verbose' | 'keywords'> & { readonly formats?: Formats } = {},
): (value: unknown) => readonly ErrorObject[] {
  let validate: ValidateFunction | undefined;
  return (value) => {
    if (fits(schema, value, options.formats)) return [];
    validate ??= new (loadAjv())({ ...options, allErrors: true }).compile(schema);
    return validate(value) ? [] : (validate.errors ?? []);
  };
}

function loadAjv(): typeof Ajv {
  return (createRequire(import.meta.url)('ajv') as { readonly Ajv: typeof Ajv }).Ajv;
}
