import { readFileSync } from 'node:fs';

/** A schema of OpenAPI 3.0, as far as Asana's specification uses it. */
export interface OpenApiSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly items?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly OpenApiSchema[];
  readonly anyOf?: readonly OpenApiSchema[];
  readonly oneOf?: readonly OpenApiSchema[];
}

export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required?: boolean;
  readonly schema: OpenApiSchema;
}

export interface Answer {
  readonly $ref?: string;
  readonly content?: { readonly 'application/json': { readonly schema: OpenApiSchema } };
}

interface PathItem {
  readonly parameters?: readonly Parameter[];
  readonly get: { readonly parameters?: readonly Parameter[]; readonly responses: Readonly<Record<string, Answer>> };
}

interface Specification {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly responses: Readonly<Record<string, Answer>>;
    readonly schemas: Readonly<Record<string, OpenApiSchema>>;
  };
}

/** Where Asana's specification lies, reduced to facts. */
export const SPECIFICATION_FILE = new URL('../../spec/asana.json', import.meta.url);

/** Asana's specification, reduced to facts. */
export const specification = JSON.parse(readFileSync(SPECIFICATION_FILE, 'utf8')) as Specification;

/** Named in every list of `opt_fields` by mistake: they belong to the page. */
const OF_THE_PAGE = ['offset', 'path', 'uri'];

/** The template a path is asked under, `/tasks/{task_gid}/stories`; undefined where the specification has none. */
export function templateOf(path: string): string | undefined {
  const steps = path.split('/');
  const fits = Object.keys(specification.paths).filter((template) => {
    const others = template.split('/');
    return others.length === steps.length && others.every((other, at) => other.startsWith('{') || other === steps[at]);
  });
  // A fixed word wins over a gid: `/users/me/favorites` over `/users/{user_gid}/favorites`.
  return fits.sort((one, other) => one.split('{').length - other.split('{').length)[0];
}

/** The parameters that a GET of a template takes in its query. */
export function queryParameters(template: string): Parameter[] {
  const item = specification.paths[template];
  const all = [...(item?.parameters ?? []), ...(item?.get.parameters ?? [])];
  return all
    .map((each) => (each.$ref === undefined ? each : named(specification.components.parameters, each.$ref)))
    .filter((each) => each.in === 'query');
}

/** The names that a template's `opt_fields` may have; none where it takes no `opt_fields`. */
export function optFieldNames(template: string): string[] {
  const parameter = queryParameters(template).find(({ name }) => name === 'opt_fields');
  const names = (parameter?.schema.items?.enum ?? []) as string[];
  return names.filter((name) => !OF_THE_PAGE.includes(name));
}

/** The schema of an answer, or undefined where the specification does not name the status. */
export function answerSchema(template: string, status: number): OpenApiSchema | undefined {
  const given = specification.paths[template]?.get.responses[String(status)];
  const answer = given?.$ref === undefined ? given : named(specification.components.responses, given.$ref);
  return answer?.content?.['application/json'].schema;
}

function named<T>(components: Readonly<Record<string, T>>, reference: string): T {
  const found = components[reference.split('/').at(-1) ?? ''];
  if (found === undefined) throw new Error(`the specification has no ${reference}`);
  return found;
}
