import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inParallel } from '../../../src/sync/concurrent.ts';
import { run, succeed } from './command.ts';
import { need, which } from './machine.ts';

/** The environments there are: what cannot live together lives apart. Each has a file in `requirements/`. */
export const VENVS = ['meltano', 'sdk', 'jsonl', 'duckdb', 'pipelinewise', 'check', 'singer-io', 'examples'] as const;

export type Venv = (typeof VENVS)[number];

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The versions in `requirements/` are pinned for it, and some of them have no package for a newer one. */
const PYTHON = '3.11';

/** A package index that is slow or busy is asked again; pip itself asks five times for each file (`command.ts`). */
const INSTALL_ATTEMPTS = 3;

/** Kept between runs; `TAP_ASANA_INTEROP_CACHE` puts it elsewhere. */
export const CACHE = process.env['TAP_ASANA_INTEROP_CACHE'] ?? join(ROOT, '.interop');

/** @returns the folder of an environment's programs */
export function binOf(venv: Venv): string {
  return join(CACHE, venv, 'bin');
}

/** @returns the path of a program in an environment */
export function programOf(venv: Venv, program: string): string {
  return join(binOf(venv), program);
}

/** Makes every environment whose requirements have changed since it was made. */
export async function prepareVenvs(say: (text: string) => void): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const python = await need(`Python ${PYTHON}`, 'python3', findPython);
  // The first one alone: it may find that Debian's package for making them is missing.
  const [first, ...others] = VENVS;
  await prepareVenv(first, python, say);
  await inParallel(others, 2, (venv) => prepareVenv(venv, python, say));
}

async function prepareVenv(venv: Venv, python: string, say: (text: string) => void): Promise<void> {
  const requirements = join(import.meta.dirname, '..', 'requirements', `${venv}.txt`);
  const version = await succeed(python, ['--version']);
  const wanted = createHash('sha256').update(version).update(readFileSync(requirements)).digest('hex');
  const mark = join(CACHE, venv, 'made-from');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  const startedAt = Date.now();
  await makeVenv(python, join(CACHE, venv));
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', requirements];
  for (let attempt = 1; ; attempt += 1) {
    const { code, out, err } = await run(programOf(venv, 'python'), pip, { limitSeconds: 900 });
    if (code === 0) break;
    if (attempt === INSTALL_ATTEMPTS) throw new Error(`${venv}: pip ended with ${code}:\n${out}\n${err}`);
    say(`${venv}: pip ended with ${code}, once more`);
  }
  writeFileSync(mark, wanted);
  say(`${venv}: made in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

async function findPython(): Promise<string | undefined> {
  for (const name of [`python${PYTHON}`, 'python3']) {
    const path = which(name);
    if (path === undefined) continue;
    const { out } = await run(path, ['--version']);
    if (out.startsWith(`Python ${PYTHON}.`)) return path;
  }
  return undefined;
}

/** Debian's python3 comes without what a virtual environment is made from. */
async function makeVenv(python: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await need('python3 -m venv', 'python3-venv', async () =>
    (await run(python, ['-m', 'venv', folder])).code === 0 ? folder : undefined,
  );
}
