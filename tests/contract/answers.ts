import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { isExcepted } from './exceptions.ts';
import { toDefinitions, toJsonSchema } from './json-schema.ts';
import { answerSchema, type OpenApiSchema, specification } from './specification.ts';

const { schemas } = specification.components;

const ajv = new Ajv2019({ allErrors: true, strict: true, strictTypes: false, validateFormats: true });
formats.default(ajv);
ajv.addSchema({ $id: 'asana', $defs: toDefinitions(schemas) });

const validators = new Map<string, ValidateFunction>();

/** What an answer shows: what the API shows by itself, or what `opt_fields` named. */
export type Form = 'bare' | 'named';

/** The form of every error, for those that an operation does not list. */
const ERROR: OpenApiSchema = { $ref: '#/components/schemas/ErrorResponse' };

/**
 * Holds the body of an answer against the specification.
 * @param template a path of the specification
 * @param body parsed
 * @param form the specification gives lists in their compact form alone; what `opt_fields` names is in the full one
 * @returns what is wrong, `/tasks: data[]/name must be string`, but for the exceptions
 */
export function violationsOf(template: string, status: number, body: unknown, form: Form): string[] {
  const listed = answerSchema(template, status);
  const unlisted = listed === undefined ? [`${template}: the specification has no answer ${status}`] : [];
  const schema = listed ?? ERROR;
  const key = `${template} ${status} ${form}`;
  const validate = validators.get(key) ?? ajv.compile(toJsonSchema(form === 'bare' ? schema : widen(schema), schemas));
  validators.set(key, validate);
  const invalid = validate(body) ? [] : sayings(validate).map((each) => `${template}: ${each}`);
  return [...unlisted, ...invalid].filter((each) => !isExcepted(each));
}

/** What a validator found, each kind of it once. */
function sayings({ errors }: ValidateFunction): string[] {
  const said = (errors ?? []).filter(({ keyword }) => keyword !== 'anyOf');
  const sentences = said.map(({ instancePath, message, params }) => {
    const detail: unknown = params['unevaluatedProperty'] ?? params['allowedValues'];
    const place = instancePath.slice(1).replaceAll(/\/\d+(?=\/|$)/g, '[]');
    return `${place} ${message}${detail === undefined ? '' : ` (${detail})`}`;
  });
  return [...new Set(sentences)];
}

/** A list's schema with the full form of its rows instead of the compact one. */
function widen(schema: OpenApiSchema): OpenApiSchema {
  const data = schema.properties?.['data'];
  const full = data?.items?.$ref?.replace(/Compact$/, 'Response');
  if (data === undefined || full === undefined || !Object.hasOwn(schemas, full.split('/').at(-1) ?? '')) return schema;
  return { ...schema, properties: { ...schema.properties, data: { ...data, items: { $ref: full } } } };
}
