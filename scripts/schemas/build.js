// Turns a response of the specification into the JSON Schema of a stream.
//
// A schema is also the list of what to ask for. A column without a mark is asked for by its scalars (`assignee.gid`, `assignee.name`).
// The keyword `x-ask` marks the others, and holds for all that is below:
// - `bare`: only the column's own name can be asked for (`owner`), and Asana answers with the compact form that is spelled out below it;
// - `none`: never asked for. It is filled by a request of its own, or by Asana unasked, or stays null.
import { askable, correct, merge } from './spec.js';

/** JSON's types that may stand in a column. */
const SCALARS = new Set(['string', 'integer', 'number', 'boolean']);

/** Formats that say how a value is to be stored. Others (`uri`, `email`) make targets narrow a column: left out. */
const FORMATS = new Set(['date', 'date-time']);

/** Returned by Asana when named, though no `opt_fields` enum names them. */
const IDENTITY = ['gid', 'resource_type'];

/** How deep a compact form is spelled out where nothing says how deep it goes. */
const COMPACT_DEPTH = 1;
const WHOLE_DEPTH = 4;

/**
 * Builds every stream's schema.
 *
 * In: the specification, and the tables `{streams, overrides, exceptions, overlay}` (see tables.js and overlay.js).
 * Out: `{schemas, notes, errors}`: stream → schema; what the specification has but a list cannot be asked for; what could not be built.
 * A run with errors must not be written.
 */
export function buildSchemas(spec, tables) {
  const run = { spec: correct(spec, tables.overrides), notes: [], errors: [], exceptions: new Map(tables.exceptions) };
  const schemas = new Map(tables.streams.map((row) => [row.stream, buildStream(run, row)]));
  for (const column of tables.overlay) lay(run, schemas, column);
  for (const row of tables.streams) finish(run, row, schemas);
  for (const unused of run.exceptions.keys()) run.errors.push(`exception ${unused}: not needed any more, remove it`);
  return { schemas, notes: run.notes, errors: run.errors };
}

function buildStream(run, row) {
  run.depth = row.depth ?? COMPACT_DEPTH;
  const asked = askable(run.spec, row.list);
  const tree = row.below === undefined ? asked : (asked.get(row.below) ?? new Map());
  const node = { $ref: `#/components/schemas/${row.response}` };
  if (row.below !== undefined && tree.size === 0)
    run.errors.push(`${row.stream}: nothing can be asked for below ${row.below}`);
  if (tree.size > 0) return objectOf(run, node, tree, row.stream).properties;
  // Nothing can be asked: Asana answers with what it pleases, which is all the response has.
  const { properties } = whole(run, node, row.stream, WHOLE_DEPTH);
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, mark(property, 'none')]));
}

/** An object whose enum names what it has: those names, and who it is. */
function objectOf(run, node, tree, where) {
  const flat = merge(run.spec, node, where);
  const properties = {};
  for (const name of IDENTITY) {
    if (flat.properties.has(name))
      properties[name] = column(run, flat.properties.get(name), new Map(), `${where}.${name}`);
  }
  for (const [name, below] of tree) {
    const found = flat.properties.get(name);
    const path = `${where}.${name}`;
    if (found !== undefined) properties[name] = column(run, found, below, path);
    else if (!run.exceptions.delete(path)) run.errors.push(`${path}: can be asked for, but ${where} has no such field`);
  }
  for (const name of flat.properties.keys()) {
    if (properties[name] === undefined)
      run.notes.push(`${where}.${name}: in the response, but the list cannot be asked for it`);
  }
  return { type: ['null', 'object'], properties };
}

/** One property. `tree` holds what can be asked below it; empty means that it can only be asked for as it is. */
function column(run, node, tree, where) {
  const flat = merge(run.spec, node, where);
  if (flat.type === 'array') {
    const item = column(run, flat.items ?? {}, tree, `${where}[]`);
    const { 'x-ask': ask, ...items } = item;
    return mark({ type: ['null', 'array'], items }, ask);
  }
  if (SCALARS.has(flat.type)) return scalar(flat);
  if (flat.type !== 'object') {
    run.errors.push(`${where}: type ${flat.type}; write an override`);
    return { type: ['null', 'string'] };
  }
  if (tree.size > 0) return objectOf(run, node, tree, where);
  if (flat.properties.size === 0) return { type: ['null', 'object'] };
  return mark(whole(run, node, where, run.depth), 'bare');
}

function scalar(flat) {
  const type = { type: ['null', flat.type] };
  return FORMATS.has(flat.format) ? { ...type, format: flat.format } : type;
}

/** An object as Asana gives it unasked: its scalars, and objects in it `depth` levels down. */
function whole(run, node, where, depth) {
  const properties = {};
  for (const [name, found] of merge(run.spec, node, where).properties) {
    const path = `${where}.${name}`;
    const property = inside(run, found, path, depth);
    if (property !== undefined) properties[name] = property;
    else run.notes.push(`${path}: too deep in a compact form`);
  }
  return { type: ['null', 'object'], properties };
}

function inside(run, node, where, depth) {
  const flat = merge(run.spec, node, where);
  if (flat.type === 'array') {
    const items = inside(run, flat.items ?? {}, `${where}[]`, depth);
    return items && { type: ['null', 'array'], items };
  }
  if (flat.type !== 'object') return column(run, node, new Map(), where);
  if (flat.properties.size === 0) return { type: ['null', 'object'] };
  return depth > 0 ? whole(run, node, where, depth - 1) : undefined;
}

/** Adds a column that is no field of the resource. */
function lay(run, schemas, { stream, column: name, like, schema }) {
  const properties = schemas.get(stream);
  if (properties[name] !== undefined) {
    run.errors.push(`overlay ${stream}.${name}: the specification has this field by now, remove the row`);
    return;
  }
  const [from, field] = like ?? [];
  const model = like === undefined ? schema : schemas.get(from)?.[field];
  if (model === undefined) run.errors.push(`overlay ${stream}.${name}: nothing to be like`);
  else properties[name] = mark(unmarked(model), 'none');
}

/** A copy without ask marks: below a column that is never asked for they would mean nothing. */
function unmarked(schema) {
  return JSON.parse(JSON.stringify(schema, (key, value) => (key === 'x-ask' ? undefined : value)));
}

function mark(property, ask) {
  return ask === undefined ? property : { ...property, 'x-ask': ask };
}

/** Key first, then by name, at every level: the same file every time. */
function finish(run, row, schemas) {
  const properties = schemas.get(row.stream);
  for (const name of row.key) {
    if (properties[name] === undefined) run.errors.push(`${row.stream}: its key ${name} is not in the response`);
    else properties[name] = { ...properties[name], type: properties[name].type.filter((type) => type !== 'null') };
    if (properties[name]?.type.length === 1) properties[name].type = properties[name].type[0];
  }
  schemas.set(row.stream, sorted({ type: 'object', properties }, run, row.stream));
}

function sorted(schema, run, where) {
  const { type, format, properties, items, ...rest } = schema;
  const out = { type, ...(format && { format }) };
  if (properties !== undefined) {
    const names = Object.keys(properties).sort((a, b) => Number(b === 'gid') - Number(a === 'gid') || (a < b ? -1 : 1));
    out.properties = {};
    for (const name of names) {
      if (!/^[a-z0-9_]+$/.test(name)) run.errors.push(`${where}.${name}: a column's name has to be [a-z0-9_]+`);
      out.properties[name] = sorted(properties[name], run, `${where}.${name}`);
    }
  }
  if (items !== undefined) out.items = sorted(items, run, where);
  return { ...out, ...rest };
}
