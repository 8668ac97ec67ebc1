import type { ErrorObject } from 'ajv';
import { schemaCheck } from '../json/schema-check.ts';
import { settingsSchema } from './json-schema.ts';
import type { Mask } from './secrets.ts';
import type { Setting } from './setting.ts';
import { settingKeys, settings } from './settings.ts';
import { parseStartDate } from './start-date.ts';
import { isAllowedUrl } from './url.ts';

// The schema names formats that any reader of `--about` knows. What a config may hold is laxer for dates (a day will do)
// and stricter for URLs.
const FORMATS = {
  'date-time': (text: string) => parseStartDate(text) !== undefined,
  uri: isAllowedUrl,
};

const errorsOf = schemaCheck(settingsSchema(), { verbose: true, keywords: ['secret'], formats: FORMATS });

/**
 * Checks cast values and fills in the defaults.
 * @param values by key; changed: defaults are added
 * @param problems takes a line for each value that is refused: its key, what was expected, what was got
 * @param mask masks secrets in a value that is shown
 */
export function check(values: Record<string, unknown>, problems: string[], mask: Mask): void {
  fillIn(values);
  const lines = errorsOf(values)
    .filter(isOwnWord)
    .map((error) => describe(error, mask));
  // One by one: there may be more than a call takes arguments.
  for (const line of new Set(lines)) problems.push(line);
}

function fillIn(values: Record<string, unknown>): void {
  for (const key of settingKeys) {
    const setting: Setting = settings[key];
    if (values[key] === undefined) values[key] = structuredClone(setting.default);
  }
}

/** A name that breaks the pattern is reported twice: the second one, `propertyNames`, is of the object, and has no name itself. */
function isOwnWord(error: ErrorObject): boolean {
  return error.propertyName === undefined;
}

function describe(error: ErrorObject, mask: Mask): string {
  const path = error.instancePath.split('/').slice(1);
  const setting: Setting | undefined = Object.hasOwn(settings, path[0] ?? '')
    ? settings[path[0] as keyof typeof settings]
    : undefined;
  const place = `config.${path.join('.')}`;
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === 'required') return `${place}.${String(params['missingProperty'])}: is missing`;
  if (error.keyword === 'additionalProperties') return `${place}.${String(params['additionalProperty'])}: is not known`;
  if (error.keyword === 'propertyNames') {
    const expected = String((error.schema as { description?: unknown }).description);
    return `${place}: expected ${expected}, got ${show(params['propertyName'], mask)}`;
  }
  const nested = path.length > 1 ? (error.parentSchema?.['description'] as string | undefined) : undefined;
  const expected = nested ?? setting?.expected ?? 'something else';
  return `${place}: expected ${expected}, got ${setting?.secret ? hidden(error.data) : show(error.data, mask)}`;
}

const LONGEST_VALUE = 60;

function show(value: unknown, mask: Mask): string {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return 'a number too large for JSON (put it in quotes)';
  }
  // Masked before it is cut: half a token would not be known for one. A URL may hold a password.
  const text = mask(JSON.stringify(value) ?? String(value)).replace(/\/\/(?:[^"\\]|\\.)*@/g, '//***@');
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

function hidden(value: unknown): string {
  return typeof value === 'string' ? 'another text' : `a value of type ${typeof value}`;
}
