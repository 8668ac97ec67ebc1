import type { PropertySchema } from '../streams/schema.ts';
import type { ForeignSchema } from './catalog.ts';
import { coercedSchema, compareTypes, isSchema, readType } from './column-type.ts';
import { isPropertySelected, type MetadataMap } from './selected.ts';
import type { SchemaPair } from './selection.ts';

/** What a catalog asks for that cannot be had as asked, by property path (`assignee.photo`, `followers[].name`). */
export interface Findings {
  /** In the catalog, not here. */
  readonly unknown: string[];
  /** Of another type than here, and ours is written. */
  readonly retyped: string[];
  /** Objects selected without anything in them. */
  readonly hollow: string[];
}

/**
 * Brings the catalog's word on a stream together with the program's schema: what is selected, in whose types.
 */
export class SchemaMerger {
  readonly findings: Findings = { unknown: [], retyped: [], hollow: [] };
  readonly #metadata: MetadataMap;
  readonly #automatic: ReadonlySet<string>;

  /** @param automatic the top-level properties that come out whatever the catalog says: key and replication key */
  constructor(metadata: MetadataMap, automatic: ReadonlySet<string>) {
    this.#metadata = metadata;
    this.#automatic = automatic;
  }

  /** @returns the stream's two schemas, cut to the selected properties */
  stream(ours: SchemaPair, theirs: ForeignSchema): SchemaPair {
    return this.#object(ours, theirs, [], '');
  }

  #object(
    ours: SchemaPair<PropertySchema>,
    theirs: ForeignSchema,
    breadcrumb: readonly string[],
    path: string,
  ): SchemaPair {
    const known = ours.ask.properties ?? {};
    const wanted = theirs.properties ?? {};
    const schema: Record<string, PropertySchema> = {};
    const ask: Record<string, PropertySchema> = {};
    for (const name of Object.keys(known)) {
      const isAutomatic = path === '' && this.#automatic.has(name);
      // A column of the user's own may be called `constructor`.
      const said = Object.hasOwn(wanted, name) ? wanted[name] : isAutomatic ? {} : undefined;
      if (said === undefined) continue;
      const at = [...breadcrumb, 'properties', name];
      if (!isAutomatic && !isPropertySelected(this.#metadata, at, said)) continue;
      const merged = this.#property(inside(ours, name), said, at, path + name);
      schema[name] = merged.schema;
      ask[name] = merged.ask;
    }
    this.#noteUnknown(known, wanted, breadcrumb, path);
    // What is in a list cannot be selected, so there is nothing to advise about one.
    if (Object.keys(ask).length === 0 && !path.includes('[]')) this.findings.hollow.push(path.slice(0, -1));
    return { schema: { ...ours.schema, properties: schema }, ask: { ...ours.ask, properties: ask } };
  }

  #property(
    ours: SchemaPair<PropertySchema>,
    theirs: ForeignSchema,
    breadcrumb: readonly string[],
    path: string,
  ): SchemaPair<PropertySchema> {
    const type = readType(theirs);
    const agreement = compareTypes(ours.ask, type);
    if (agreement === 'theirs') return { schema: coercedSchema(type), ask: ours.ask };
    if (agreement === 'ours') {
      this.findings.retyped.push(path);
      return ours;
    }
    // A catalog that gives an object or a list no insides wants it as it is.
    if (ours.ask.properties !== undefined && Object.keys(theirs.properties ?? {}).length > 0) {
      return this.#object(ours, theirs, breadcrumb, `${path}.`);
    }
    const { schema, ask } = ours;
    if (schema.items === undefined || ask.items === undefined || !isSchema(theirs.items)) return ours;
    // Metadata ends at a list: Singer has no breadcrumb for what is in one.
    const pair = { schema: schema.items, ask: ask.items };
    const items = this.#property(pair, theirs.items, [...breadcrumb, 'items'], `${path}[]`);
    return { schema: { ...schema, items: items.schema }, ask: { ...ask, items: items.ask } };
  }

  #noteUnknown(
    known: Readonly<Record<string, unknown>>,
    wanted: Readonly<Record<string, ForeignSchema>>,
    breadcrumb: readonly string[],
    path: string,
  ): void {
    for (const [name, said] of Object.entries(wanted)) {
      if (Object.hasOwn(known, name)) continue;
      const isWanted = isPropertySelected(this.#metadata, [...breadcrumb, 'properties', name], said);
      if (isWanted) this.findings.unknown.push(path + name);
    }
  }
}

function inside(pair: SchemaPair<PropertySchema>, name: string): SchemaPair<PropertySchema> {
  const schema = pair.schema.properties?.[name];
  const ask = pair.ask.properties?.[name];
  if (schema === undefined || ask === undefined) throw new Error(`the two schemas of ${name} are not of one making`);
  return { schema, ask };
}
