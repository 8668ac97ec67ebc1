import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** From the top down. A folder or file knows only what stands on floors below its own. */
const FLOORS = [
  ['cli'],
  ['check'],
  ['sync'],
  ['streams', 'config'],
  ['asana', 'singer'],
  ['log'],
  ['errors.ts', 'clock.ts', 'version.ts', 'json'],
];

/** Stands apart: only `cli` knows it, and it knows nothing of what it is there to test. */
const APART = 'sandbox';

/** What a stream, a schema and a config look like may be named on every floor. Types only: nothing of these is loaded. */
const SHAPES = ['streams/define.ts', 'streams/schema.ts', 'config/config.ts'];

const MOST_LINES = 250;

interface Import {
  /** Below `src`. */
  readonly from: string;
  readonly to: string;
  /** `import type`: gone when it is built. */
  readonly isType: boolean;
}

const sources = filesBelow('src', /\.ts$/);
const imports = sources.flatMap(importsOf);
const inside = imports.filter(({ to }) => to.endsWith('.ts'));
const packages = imports.filter(({ to }) => !to.endsWith('.ts') && !isBuiltin(to));
const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

describe('the floors', () => {
  it('hold everything in src', () => {
    const known = new Set([...FLOORS.flat(), APART]);
    expect(readdirSync(join(ROOT, 'src')).filter((name) => !known.has(name))).toEqual([]);
  });

  it('know only what is below them', () => {
    const up = inside.filter(
      ({ from, to, isType }) =>
        placeOf(from) !== placeOf(to) &&
        placeOf(from) !== APART &&
        placeOf(to) !== APART &&
        floorOf(to) <= floorOf(from) &&
        !(isType && SHAPES.includes(to)),
    );
    expect(up.map(arrow)).toEqual([]);
  });

  it('leave the sandbox to the command line alone', () => {
    const known = inside.filter(({ from, to }) => placeOf(to) === APART && !['cli', APART].includes(placeOf(from)));
    expect(known.map(arrow)).toEqual([]);
  });

  it('are no concern of the sandbox', () => {
    const knows = inside.filter(
      ({ from, to }) => placeOf(from) === APART && ['cli', 'sync', 'asana', 'singer'].includes(placeOf(to)),
    );
    expect(knows.map(arrow)).toEqual([]);
  });
});

describe('src', () => {
  it('touches the process in cli alone', () => {
    const touching = sources.filter(
      (file) => placeOf(file) !== 'cli' && /\bprocess\.[a-z]|node:process/.test(read(`src/${file}`)),
    );
    expect(touching).toEqual([]);
  });

  it('looks for files from as deep as its bundle lies, dist/bundle/', () => {
    const looking = sources.filter((file) => read(`src/${file}`).includes('import.meta'));
    expect(looking).not.toEqual([]);
    expect(looking.filter((file) => file.split('/').length !== 2)).toEqual([]);
  });

  it('uses no package but the dependencies', () => {
    const foreign = packages.filter(({ to }) => !Object.hasOwn(manifest.dependencies, to));
    expect(foreign.map(arrow)).toEqual([]);
  });

  it('uses every dependency', () => {
    const used = new Set(packages.map(({ to }) => to));
    expect(Object.keys(manifest.dependencies).filter((name) => !used.has(name))).toEqual([]);
  });
});

it('a file is one concept: none is longer than 250 lines', () => {
  const files = ['src', 'tests', 'scripts', 'bin'].flatMap((folder) =>
    filesBelow(folder, /\.[jt]s$/).map((file) => `${folder}/${file}`),
  );
  const long = files.filter((file) => read(file).trimEnd().split('\n').length > MOST_LINES);
  expect(long).toEqual([]);
});

it.each(['dependencies', 'devDependencies'] as const)('%s are pinned exactly', (group) => {
  const loose = Object.entries(manifest[group]).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function filesBelow(folder: string, kind: RegExp): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => name.replaceAll('\\', '/'));
  // What `npm run simulate` has compiled is nobody's file.
  return paths.filter((name) => kind.test(name) && !/(?:^|\/)dist\//.test(name));
}

/** What a file imports, dynamically too: files as paths below `src`, packages by their names. */
function importsOf(from: string): Import[] {
  const found = read(`src/${from}`).matchAll(
    /(?:^|\n)(?:import|export)( type)?\b[^;'"]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
  );
  return Array.from(found, ([, type, ...targets]) => {
    const target = targets.find((each) => each !== undefined) ?? '';
    const to = target.startsWith('.') ? posix.join(posix.dirname(from), target) : packageOf(target);
    return { from, to, isType: type !== undefined };
  });
}

/** `undici` for `undici/lib/dispatcher/agent.js`; node's own modules keep their whole names. */
function packageOf(target: string): string {
  const parts = target.startsWith('@') ? 2 : 1;
  return isBuiltin(target) ? target : target.split('/').slice(0, parts).join('/');
}

/** The folder or file of `src` that a path is in. */
function placeOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function floorOf(path: string): number {
  return FLOORS.findIndex((floor) => floor.includes(placeOf(path)));
}

function arrow({ from, to }: Import): string {
  return `${from} → ${to}`;
}
