// Reduces Asana's OpenAPI specification to the facts about reading: what can be asked with GET, and what comes back.
import { reduceSchema } from './reduce-schema.js';

const JSON_TYPE = 'application/json';
const PARAMETER_FACTS = ['$ref', 'name', 'in', 'required', 'allowEmptyValue', 'style', 'explode'];

/**
 * In: the specification as an object. Out: a specification with the GET operations alone, no words, and only those
 * components that something refers to.
 * Throws: `Error` for what it does not know, and for a reference to nothing.
 */
export function reduce(spec) {
  const paths = {};
  for (const [path, item] of Object.entries(spec.paths)) {
    if (item.get === undefined) continue;
    const parameters = (item.parameters ?? []).map((each) => reduceParameter(each, path));
    paths[path] = { ...(parameters.length > 0 ? { parameters } : {}), get: reduceOperation(item.get, path) };
  }
  const { title, version, license } = spec.info;
  return {
    openapi: spec.openapi,
    info: { title, version, license },
    servers: spec.servers.map(({ url }) => ({ url })),
    security: spec.security,
    paths,
    components: { ...referred(spec, paths), securitySchemes: reduceSecurity(spec.components.securitySchemes) },
  };
}

function reduceParameter(parameter, where) {
  const left = only(parameter, PARAMETER_FACTS);
  if (parameter.schema !== undefined) left.schema = reduceSchema(parameter.schema, `${where} ${parameter.name}`);
  return left;
}

function reduceOperation(operation, where) {
  const parameters = (operation.parameters ?? []).map((each) => reduceParameter(each, where));
  const responses = Object.fromEntries(
    Object.entries(operation.responses).map(([status, response]) => [status, reduceResponse(response, where)]),
  );
  return { ...(parameters.length > 0 ? { parameters } : {}), responses, ...only(operation, ['security']) };
}

/** OpenAPI wants a response to have a description, if only an empty one. */
function reduceResponse(response, where) {
  if (response.$ref !== undefined) return { $ref: response.$ref };
  const schema = response.content?.[JSON_TYPE]?.schema;
  const content = schema === undefined ? {} : { content: { [JSON_TYPE]: { schema: reduceSchema(schema, where) } } };
  return { description: '', ...content };
}

/** How a token is sent, and the names of the scopes. */
function reduceSecurity(schemes) {
  const left = {};
  for (const [name, scheme] of Object.entries(schemes)) {
    left[name] = only(scheme, ['type', 'scheme']);
    for (const [flow, { scopes, ...urls }] of Object.entries(scheme.flows ?? {})) {
      const names = Object.fromEntries(Object.keys(scopes).map((scope) => [scope, '']));
      left[name].flows = { ...left[name].flows, [flow]: { ...urls, scopes: names } };
    }
  }
  return left;
}

/** The components that the paths lead to, however far, in the order of the specification. */
function referred(spec, paths) {
  const met = new Map();
  const open = references(paths);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    if (met.has(reference)) continue;
    const component = reduceComponent(spec, reference);
    met.set(reference, component);
    open.push(...references(component));
  }
  const groups = {};
  for (const group of ['parameters', 'responses', 'schemas']) {
    const names = Object.keys(spec.components[group]).filter((name) => met.has(`#/components/${group}/${name}`));
    groups[group] = Object.fromEntries(names.map((name) => [name, met.get(`#/components/${group}/${name}`)]));
  }
  return groups;
}

function reduceComponent(spec, reference) {
  const [, , group, name] = reference.split('/');
  const component = spec.components[group]?.[name];
  if (component === undefined) throw new Error(`the specification has no ${reference}`);
  if (group === 'parameters') return reduceParameter(component, name);
  return group === 'responses' ? reduceResponse(component, name) : reduceSchema(component, name);
}

/** Every `$ref` in a value. */
function references(value) {
  if (typeof value !== 'object' || value === null) return [];
  const own = typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(references)];
}

function only(object, names) {
  return Object.fromEntries(names.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]));
}
