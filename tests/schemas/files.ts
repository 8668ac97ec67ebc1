import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** A property as it stands in schemas/*.json. */
export interface Property {
  type: string | string[];
  format?: string;
  properties?: Record<string, Property>;
  items?: Property;
  'x-ask'?: string;
}

/** What `scripts/` is written in has no types of its own; these are the parts the tests use. */
interface Tables {
  streams: { stream: string; response: string; list: string; below?: string; key: string[] }[];
  overrides: { at: string; use: object; why: string }[];
  exceptions: [string, string][];
  overlay: { stream: string; column: string; schema?: Property; like?: [string, string]; filled?: true; why: string }[];
}
interface Scripts {
  TABLES: Tables;
  render(spec: object, tables: Tables): { files: Map<string, string>; notes: string[]; errors: string[] };
  renderGuide(guide: string, facts: Facts, schemas: Record<string, Property>): string;
  schemaColumns(schema: Property): Map<string, string>;
  stitchColumns(tables: object): Facts;
  adviceTable(rows: { column: string; there: string; here?: string }[]): string;
}

/** Table → `path:type`. */
export type Facts = Record<string, string[]>;

/** In: a path below the repository. Out: its text. */
export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** In: a script's path below `scripts/`. Out: what it exports. */
export async function script(path: string): Promise<Scripts> {
  const address = new URL(`scripts/${path}`, root).href;
  return (await import(address)) as Scripts;
}

/** In: a stream. Out: its schema. */
export function schemaOf(stream: string): Property {
  return JSON.parse(read(`schemas/${stream}.json`)) as Property;
}

/** In: a schema. Out: its properties at every level, with their way: `followers`, `followers[].gid`. */
export function everyProperty(schema: Property, prefix = ''): [string, Property][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const inner = property.items ?? property;
    const way = `${prefix}${name}`;
    return [[way, property] as [string, Property], ...everyProperty(inner, `${way}${property.items ? '[].' : '.'}`)];
  });
}
