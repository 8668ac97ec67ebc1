import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './command.ts';

const isRoot = process.getuid?.() === 0;
let isUpdated = false;

/** @returns the path of a program on PATH, or undefined */
export function which(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/**
 * Makes sure that something is there: installs Debian's package for it, as root, or says what to install.
 * @param look finds it, or returns undefined
 */
export async function need<T>(
  what: string,
  debianPackage: string,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const found = await look();
  if (found !== undefined) return found;
  if (!isRoot || which('apt-get') === undefined) {
    throw new Error(`${what} is missing on this machine. Install it (on Debian: apt-get install ${debianPackage}).`);
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  process.stderr.write(`${what} is missing: installing Debian's ${debianPackage}\n`);
  const patient = ['-o', 'Acquire::Retries=5'];
  if (!isUpdated) await run('apt-get', [...patient, 'update'], { env });
  isUpdated = true;
  const { code, err } = await run('apt-get', [...patient, 'install', '-y', '--no-install-recommends', debianPackage], {
    env,
  });
  const installed = await look();
  if (installed === undefined)
    throw new Error(`${debianPackage} did not bring ${what} (apt-get ended with ${code}): ${err}`);
  return installed;
}

/** @returns how to run a program as somebody who is not root; PostgreSQL's refuse to run as root */
export async function asOrdinaryUser(): Promise<{ readonly user?: string; readonly prefix: readonly string[] }> {
  if (!isRoot) return { prefix: [] };
  await need('runuser', 'util-linux', () => which('runuser'));
  const { code } = await run('id', ['postgres']);
  const user = code === 0 ? 'postgres' : 'nobody';
  return { user, prefix: ['runuser', '-u', user, '--'] };
}
