// What is left of a schema of Asana's specification: what a validator goes by.

/** Kept as they are. */
const FACTS = new Set(['$ref', 'type', 'format', 'nullable', 'enum', 'required', 'minimum', 'maximum']);

/** Kept, and reduced below: a list of schemas. */
const LISTS = new Set(['allOf', 'anyOf', 'oneOf']);

/** Left out: words, and marks that say nothing about what may be sent or answered. */
const WORDS = new Set(['description', 'example', 'title', 'default', 'deprecated', 'readOnly']);

/**
 * In: a schema, and where it stands (for messages). Out: a copy without words.
 * Throws: `Error` for a keyword that is in none of the lists above: decide then whether it is a fact.
 */
export function reduceSchema(schema, where) {
  const left = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (WORDS.has(keyword) || keyword.startsWith('x-')) continue;
    else if (FACTS.has(keyword)) left[keyword] = value;
    else if (LISTS.has(keyword)) left[keyword] = value.map((part) => reduceSchema(part, where)).filter(isNotEmpty);
    else if (keyword === 'items') left.items = reduceSchema(value, `${where}[]`);
    else if (keyword === 'properties') left.properties = reduceProperties(value, where);
    else if (keyword === 'additionalProperties' && typeof value === 'boolean') left[keyword] = value;
    else throw new Error(`${where}: what is ${keyword}? Add it to a list in scripts/spec/reduce-schema.js`);
  }
  return left;
}

/** A part of `allOf` that only described says nothing now. */
function isNotEmpty(schema) {
  return Object.keys(schema).length > 0;
}

/** Property names are facts whatever they are, `description` too. */
function reduceProperties(properties, where) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, reduceSchema(schema, `${where}.${name}`)]),
  );
}
