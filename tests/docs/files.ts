import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingLine } from '../../src/cli/settings-table.ts';
import type { StreamRow } from '../../src/streams/define.ts';
import type { ObjectSchema } from '../../src/streams/schema.ts';

/** What `scripts/` is written in has no types of its own; these are the parts the tests use. */
interface Scripts {
  PAGES: readonly string[];
  renderDocs(
    documents: Readonly<Record<string, string>>,
    facts: {
      streams: Readonly<Record<string, StreamRow>>;
      schemas: Readonly<Record<string, ObjectSchema>>;
      settings: readonly SettingLine[];
    },
  ): Record<string, string>;
  fill(document: string, name: string, text: string): string;
  table(head: readonly string[], rows: readonly (readonly string[])[]): string;
  checkRun(which: string, run: Run, streams: readonly string[], requests: object): string[];
  checkSecondRun(facts: object): string[];
  runTable(run: Run, streams: readonly string[]): string[];
}

/** A run as the demo keeps it. */
export interface Run {
  code: number;
  records: Map<string, Record<string, unknown>[]>;
  state: object | undefined;
  metrics: { metric: string; value: number; tags: { stream: string } }[];
  seconds: number;
  lastWords: string;
}

export const ROOT = join(import.meta.dirname, '..', '..');

/** In: a path below the repository. Out: its text. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** In: a script's path below `scripts/`. Out: what it exports. */
export async function script(path: string): Promise<Scripts> {
  return (await import(new URL(`../../scripts/${path}`, import.meta.url).href)) as Scripts;
}

/** Every document people read, as paths below the repository. */
export function documents(): string[] {
  const files = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  const docs = files.filter((name) => name.endsWith('.md')).map((name) => `docs/${name.replaceAll('\\', '/')}`);
  return ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'examples/README.md', ...docs];
}

/** The text of a section, from its heading to the next one of that level or above. */
export function section(document: string, heading: string): string {
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const from = document.indexOf(`\n${heading}\n`) + 1;
  if (from === 0) throw new Error(`there is no ${heading}`);
  const rest = document.slice(from + heading.length);
  const to = rest.search(new RegExp(`\\n#{1,${level}} `));
  return to < 0 ? rest : rest.slice(0, to);
}

/** The cells of a table's rows, without its head. */
export function rows(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}
