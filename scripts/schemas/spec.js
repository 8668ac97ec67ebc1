// Reads Asana's OpenAPI specification: which fields a response has, and which of them a list can be asked for.
// Source: https://github.com/Asana/openapi (asana_oas.yaml, as JSON).

/** The list parameters that the specification names in every `opt_fields` enum by mistake: they belong to the page. */
const PAGING = new Set(['offset', 'path', 'uri']);

/**
 * Merges a node's `$ref`, `allOf`, `oneOf` and `anyOf` into one flat view, one level deep.
 *
 * In: the specification, a schema node, and where it stands (for messages).
 * Out: `{type, format, items, properties}`; `properties` maps a name to its own, not yet merged node. Whatever is not there is undefined.
 * Why one level: compact forms refer to each other (a template's tasks have tasks), so only the way that is asked for is followed.
 * Throws: `Error` if two parts give one node different types; write an override then.
 */
export function merge(spec, node, where) {
  const flat = { type: undefined, format: undefined, items: undefined, properties: new Map() };
  collect(spec, node, flat, where, 0);
  if (flat.type === undefined && flat.properties.size > 0) flat.type = 'object';
  return flat;
}

function collect(spec, node, flat, where, depth) {
  if (depth > 20) throw new Error(`${where}: the specification's references go in a circle`);
  if (node.$ref !== undefined) collect(spec, component(spec, node.$ref), flat, where, depth + 1);
  for (const part of [...(node.allOf ?? []), ...(node.oneOf ?? []), ...(node.anyOf ?? [])]) {
    collect(spec, part, flat, where, depth + 1);
  }
  for (const key of ['type', 'format']) {
    if (node[key] === undefined) continue;
    if (flat[key] !== undefined && flat[key] !== node[key]) {
      throw new Error(`${where}: ${key} is both ${flat[key]} and ${node[key]}; write an override`);
    }
    flat[key] = node[key];
  }
  if (node.items !== undefined) flat.items = both(flat.items, node.items);
  for (const [name, property] of Object.entries(node.properties ?? {})) {
    flat.properties.set(name, both(flat.properties.get(name), property));
  }
}

function both(known, added) {
  return known === undefined ? added : { allOf: [known, added] };
}

function component(spec, reference) {
  const name = reference.replace('#/components/schemas/', '');
  const found = spec.components.schemas[name];
  if (found === undefined) throw new Error(`the specification has no schema ${name}`);
  return found;
}

/**
 * What a list can be asked for.
 *
 * In: the specification and a path such as `/projects/{project_gid}/sections`.
 * Out: the `opt_fields` enum as a tree of Maps (`owner` and `owner.name` become owner → name → empty); empty if the list takes no
 * `opt_fields` or names nothing but paging.
 * Throws: `Error` if there is no such GET path.
 */
export function askable(spec, path) {
  const item = spec.paths[path];
  if (item?.get === undefined) throw new Error(`the specification has no GET ${path}`);
  const parameters = [...(item.parameters ?? []), ...(item.get.parameters ?? [])];
  const names = parameters.find((parameter) => parameter.name === 'opt_fields')?.schema?.items?.enum ?? [];
  const tree = new Map();
  for (const name of names) {
    if (PAGING.has(name)) continue;
    let branch = tree;
    for (const part of name.split('.')) {
      if (!branch.has(part)) branch.set(part, new Map());
      branch = branch.get(part);
    }
  }
  return tree;
}

/**
 * Corrects known slips before anything is read.
 *
 * In: the specification and rows `{at: 'StoryResponse.old_number_value', use: {type: 'number'}, why}`; `at` is a component and a way of
 * property names below it, `use` replaces the keys it has.
 * Out: a corrected copy; the input is untouched.
 * Throws: `Error` if a row points at nothing any more: the slip may be gone, so the row has to be looked at.
 */
export function correct(spec, overrides) {
  const copy = structuredClone(spec);
  for (const { at, use } of overrides) {
    const [name, ...way] = at.split('.');
    let nodes = [copy.components.schemas[name]];
    for (const step of way) nodes = nodes.flatMap((node) => inline(node, step));
    if (nodes.length === 0 || nodes[0] === undefined)
      throw new Error(`override ${at}: the specification has no such field`);
    for (const node of nodes) Object.assign(node, use);
  }
  return copy;
}

/** The definitions of a property written in this very component, not in those it refers to. */
function inline(node, step) {
  if (node === undefined) return [];
  const own = node.properties?.[step] ?? node.items?.properties?.[step];
  return [...(own === undefined ? [] : [own]), ...(node.allOf ?? []).flatMap((part) => inline(part, step))];
}
