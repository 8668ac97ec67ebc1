// `npm run wheel [folder]`: builds the wheel of python/ with the built program and what it needs from npm in it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** What the npm package has too. */
const PARTS = ['bin', join('dist', 'bundle'), 'schemas', 'package.json', 'LICENSE'];

/** The program of a virtual environment. */
const PYTHON = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];

const out = resolve(process.argv[2] ?? join(ROOT, 'python', 'dist'));
const stage = mkdtempSync(join(tmpdir(), 'tap-asana-wheel-'));
try {
  const source = join(stage, 'package');
  const app = join(source, 'tap_asana_node', 'app');
  cpSync(join(ROOT, 'python'), source, {
    recursive: true,
    filter: (path) => !/[\\/](app|dist|__pycache__)$/.test(path),
  });
  mkdirSync(app, { recursive: true });
  for (const part of [...PARTS, 'package-lock.json']) cpSync(join(ROOT, part), join(app, part), { recursive: true });
  run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-bin-links'], app);
  // Where the packages came from is nobody's concern but the builder's.
  rmSync(join(app, 'package-lock.json'));
  rmSync(join(app, 'node_modules', '.package-lock.json'));
  // Debian's python3 comes without pip; an environment has its own.
  const venv = join(stage, 'venv');
  run('python3', ['-m', 'venv', venv], ROOT);
  const pip = ['-m', 'pip', 'wheel', '--quiet', '--disable-pip-version-check', '--no-deps', '-w', out];
  run(join(venv, ...PYTHON), [...pip, source], ROOT);
  console.log(
    readdirSync(out)
      .map((name) => join(out, name))
      .join('\n'),
  );
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function run(program, args, cwd) {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
