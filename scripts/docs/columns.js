// The columns of a stream as a table.
import { code, table } from './markdown.js';

/**
 * In: a stream, its schema, the columns that are always null (`portfolios.icon`).
 *
 * Out: a table of its columns.
 */
export function columnsTable(stream, schema, hollow) {
  const rows = Object.entries(schema.properties).map(([name, property]) => [
    code(name),
    typeName(property),
    hollow.has(`${stream}.${name}`) ? 'always null: Asana does not have it' : inside(property),
  ]);
  return table(['Column', 'Type', 'Holds'], rows);
}

/** Out: a type as people call it. */
function typeName({ type, format, items }) {
  const name = [type].flat().find((each) => each !== 'null');
  if (name === 'array') return `list of ${typeName(items)}s`;
  return format ?? name;
}

/** The names one level down; docs with every level would be as long as the schema. */
function inside(property) {
  const { properties } = property.items ?? property;
  if (properties === undefined) return '';
  return Object.keys(properties).map(code).join(', ');
}
