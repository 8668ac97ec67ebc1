import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { ConfigError, ReaderLeftError, TapError } from '../../src/errors.ts';
import { ROOT, read, rows, section } from './files.ts';

const readme = read('README.md');
const manifest = JSON.parse(read('package.json')) as {
  engines: { node: string };
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  files: string[];
};
const source = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(ROOT, 'src', name), 'utf8'))
  .join('\n');

describe('the two lines for a fresh machine', () => {
  const lines = readme.match(/^npm ci && npm .*$/gm)?.slice(0, 2) ?? [];

  it('are the first commands there are', () => {
    expect(lines).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
    expect(/```sh\n([\s\S]*?)\n```/.exec(readme)?.[1]).toBe(lines.join('\n'));
  });

  it('run what package.json has', () => {
    const scripts = lines.map((line) => /npm (?:run )?(\w+)$/.exec(line)?.[1] ?? '');
    expect(scripts.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });

  it('need the Node that package.json asks for', () => {
    expect(readme).toContain(`Node ${manifest.engines.node.replace('>=', '')} or newer`);
  });
});

it('every exit code is one the program has, and none is left out', () => {
  const signals = Array.from(read('src/cli/signals.ts').matchAll(/SIG(?:INT|TERM): (\d+)/g), ([, code]) => code);
  const errors = [new TapError(''), new ConfigError([]), new ReaderLeftError('')].map(({ exitCode }) => exitCode);
  const codes = [0, ...errors, ...signals].map(Number);
  const documented = rows(section(readme, '## Exit codes')).map(([code]) => Number(code));
  expect(documented.toSorted((a, b) => a - b)).toEqual(codes.toSorted((a, b) => a - b));
});

it('every flag it uses exists', () => {
  const used = Array.from(readme.matchAll(/^tap-asana .*$/gm), ([line]) => line.split('|')[0] ?? '');
  const flags = new Set(used.flatMap((line) => line.match(/--[a-z-]+/g) ?? []));
  const help = parseArguments(['--help']);
  expect(flags.size).toBeGreaterThan(3);
  expect([...flags].filter((flag) => help.kind !== 'help' || !help.text.includes(flag))).toEqual([]);
});

it('leads to nothing that the package is without, but for what is only for its makers', () => {
  const links = Array.from(readme.matchAll(/\]\(([\w.-]+)(?:[/#][^)]*)?\)/g), ([, path]) => path ?? '');
  // npm packs README and LICENSE whatever the list says.
  const packed = [...manifest.files, 'LICENSE', 'CONTRIBUTING.md'];
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((path) => !packed.includes(path))).toEqual([]);
});

it('names the sample config', () => {
  expect(readme).toContain('[sample-config.json](sample-config.json)');
});

it('every line of the log it explains is one the program writes', () => {
  const explained = rows(section(readme, '## When something goes wrong')).map(([line]) => line ?? '');
  // What stands for anything is `…`; a status and Node's own words are not in the source.
  const parts = explained.flatMap((line) => line.replaceAll('`', '').split(/…|\d{3}:|fetch failed \(.*\)/));
  const unknown = parts.map((part) => part.trim()).filter((part) => part.length > 2 && !source.includes(part));
  expect(explained.length).toBeGreaterThan(10);
  expect(unknown).toEqual([]);
});

it('gives a reason for each dependency, and for nothing else', () => {
  const named = rows(section(readme, '## Dependencies')).map(([cell]) => cell?.replaceAll('`', ''));
  expect(named).toEqual(Object.keys(manifest.dependencies).toSorted());
});
