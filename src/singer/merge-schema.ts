import type { ObjectSchema, PropertySchema } from '../streams/schema.ts';
import type { ForeignSchema } from './catalog.ts';
import { coercedSchema, compareTypes, isSchema, readType } from './column-type.ts';
import { withoutAnnotations } from './plain-schema.ts';
import { isPropertySelected, type MetadataMap } from './selected.ts';

/** What a catalog asks for that cannot be had as asked, by property path (`assignee.photo`, `followers[].name`). */
export interface Findings {
  /** In the catalog, not here. */
  readonly unknown: string[];
  /** Of another type than here, and ours is written. */
  readonly retyped: string[];
  /** Objects selected without anything in them. */
  readonly hollow: string[];
}

/** A schema as it is written and as it is asked for. */
export interface Merged<Schema extends PropertySchema> {
  readonly schema: Schema;
  readonly ask: Schema;
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
  stream(ours: PropertySchema, theirs: ForeignSchema): Merged<ObjectSchema> {
    return this.#object(ours, theirs, [], '');
  }

  #object(
    ours: PropertySchema,
    theirs: ForeignSchema,
    breadcrumb: readonly string[],
    path: string,
  ): Merged<ObjectSchema> {
    const known = ours.properties ?? {};
    const wanted = theirs.properties ?? {};
    const merged: [string, Merged<PropertySchema>][] = [];
    for (const [name, property] of Object.entries(known)) {
      const isAutomatic = path === '' && this.#automatic.has(name);
      const said = wanted[name] ?? (isAutomatic ? {} : undefined);
      if (said === undefined) continue;
      const at = [...breadcrumb, 'properties', name];
      if (!isAutomatic && !isPropertySelected(this.#metadata, at, said, true)) continue;
      merged.push([name, this.#property(property, said, at, path + name)]);
    }
    this.#noteUnknown(known, wanted, breadcrumb, path);
    // What is in a list cannot be selected, so there is nothing to advise about one.
    if (merged.length === 0 && !path.includes('[]')) this.findings.hollow.push(path.slice(0, -1));
    return {
      schema: { ...withoutAnnotations(ours), properties: pick(merged, 'schema') },
      ask: { ...ours, properties: pick(merged, 'ask') },
    };
  }

  #property(
    ours: PropertySchema,
    theirs: ForeignSchema,
    breadcrumb: readonly string[],
    path: string,
  ): Merged<PropertySchema> {
    const type = readType(theirs);
    const agreement = compareTypes(ours, type);
    if (agreement === 'theirs') return { schema: coercedSchema(ours, type), ask: ours };
    if (agreement === 'ours') this.findings.retyped.push(path);
    // A catalog that gives an object or a list no insides wants it as it is.
    if (agreement === 'same' && ours.properties !== undefined && Object.keys(theirs.properties ?? {}).length > 0) {
      return this.#object(ours, theirs, breadcrumb, `${path}.`);
    }
    if (agreement === 'same' && ours.items !== undefined && isSchema(theirs.items)) {
      // Metadata ends at a list: Singer has no breadcrumb for what is in one.
      const items = this.#property(ours.items, theirs.items, [...breadcrumb, 'items'], `${path}[]`);
      return { schema: { ...withoutAnnotations(ours), items: items.schema }, ask: { ...ours, items: items.ask } };
    }
    return { schema: withoutAnnotations(ours), ask: ours };
  }

  #noteUnknown(
    known: Readonly<Record<string, unknown>>,
    wanted: Readonly<Record<string, ForeignSchema>>,
    breadcrumb: readonly string[],
    path: string,
  ): void {
    for (const [name, said] of Object.entries(wanted)) {
      if (Object.hasOwn(known, name)) continue;
      const isWanted = isPropertySelected(this.#metadata, [...breadcrumb, 'properties', name], said, true);
      if (isWanted) this.findings.unknown.push(path + name);
    }
  }
}

function pick(
  merged: readonly [string, Merged<PropertySchema>][],
  side: 'schema' | 'ask',
): Readonly<Record<string, PropertySchema>> {
  return Object.fromEntries(merged.map(([name, each]) => [name, each[side]]));
}
