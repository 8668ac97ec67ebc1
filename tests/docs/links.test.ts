import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents, ROOT, read } from './files.ts';

describe.each(documents())('%s', (document) => {
  const text = read(document).replace(/```[\s\S]*?```/g, '');
  const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target]) => target ?? '');
  const inside = links.filter((target) => !/^[a-z]+:/.test(target));

  it('links to nothing that is not there', () => {
    expect(inside.filter((target) => !resolves(document, target))).toEqual([]);
  });

  it('names no file or folder that is not there', () => {
    const named = Array.from(
      text.matchAll(/`((?:src|tests|scripts|docs|schemas|bin)\/[\w./-]+)`/g),
      ([, path]) => path,
    );
    expect(named.filter((path) => path !== undefined && !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** Whether a relative link leads to a file, and its fragment to a heading there. */
function resolves(from: string, target: string): boolean {
  const [path = '', fragment] = target.split('#');
  const file = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(ROOT, file))) return false;
  return fragment === undefined || headings(read(file)).includes(fragment);
}

/** The fragments of a document's headings, as GitHub makes them. */
function headings(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, title]) =>
    (title ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
