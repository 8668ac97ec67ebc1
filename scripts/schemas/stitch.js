// Holds our schemas against the tables that Stitch documents for Asana: what a user who moves finds changed.
// Source: Stitch's documentation of its Asana (v2) tables, kept as tests/fixtures/stitch-columns.json (facts only: path and type).

/**
 * Reduces Stitch's tables to facts.
 *
 * In: `{table: {fields: {name: 'string' | {type, fields}}}}`. Out: `{table: ['due_on:date-time', 'followers[].gid:string', …]}`, sorted.
 */
export function stitchColumns(tables) {
  const walk = (fields, prefix) =>
    Object.entries(fields).flatMap(([name, field]) => {
      const type = typeof field === 'string' ? field : field.type;
      const path = `${prefix}${name}`;
      return [`${path}:${type}`, ...walk(field.fields ?? {}, type === 'array' ? `${path}[].` : `${path}.`)];
    });
  return Object.fromEntries(
    Object.keys(tables)
      .sort()
      .map((table) => [table, walk(tables[table].fields, '').sort()]),
  );
}

/** In: a stream's schema. Out: path → type, in the facts' words: a format stands for its string. */
export function schemaColumns(schema, prefix = '') {
  const columns = new Map();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const path = `${prefix}${name}`;
    const type = [property.type].flat().find((word) => word !== 'null');
    columns.set(path, property.format ?? type);
    const [below, step] = type === 'array' ? [property.items, '[].'] : [property, '.'];
    for (const [deeper, found] of schemaColumns(below, `${path}${step}`)) columns.set(deeper, found);
  }
  return columns;
}

/**
 * In: the facts, and stream → schema. Out: rows `{column, there, here}`, sorted; `here` is undefined where we have no such column.
 * What lies below a column that differs itself is not repeated.
 */
export function differences(facts, schemas) {
  return Object.entries(facts).flatMap(([table, lines]) => {
    const ours = schemaColumns(schemas[table]);
    return lines
      .map((line) => {
        const cut = line.lastIndexOf(':');
        return { path: line.slice(0, cut), there: line.slice(cut + 1) };
      })
      .filter(({ path, there }) => ours.get(path) !== there)
      .map(({ path, there }) => ({ column: `${table}.${path}`, there, here: ours.get(path) }));
  });
}
