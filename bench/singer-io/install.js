import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The newest on PyPI when this was written; another one by `--singer-io 2.5.0`. */
export const VERSION = '2.5.1';

const PYTHONS = ['python3.11', 'python3.12', 'python3.10', 'python3'];

/**
 * Installs singer-io's tap-asana from PyPI into a virtual environment in `folder`, unless it is there.
 *
 * Out: `{python, version, runtime}`: the interpreter to run it with, the tap's version, Python's. Throws if there is no
 * Python that can, with pip's own words.
 */
export function installSingerIo(folder, version = VERSION) {
  const home = join(folder, `singer-io-${version}`);
  const python = join(home, 'bin', 'python');
  if (!existsSync(join(home, 'done'))) {
    const base = PYTHONS.find(works);
    if (base === undefined) throw new Error(`none of ${PYTHONS.join(', ')} can make a virtual environment`);
    execFileSync(base, ['-m', 'venv', '--clear', home], { stdio: ['ignore', 'ignore', 'inherit'] });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `tap-asana==${version}`];
    execFileSync(python, pip, { stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync(python, ['-c', `open(${JSON.stringify(join(home, 'done'))}, 'w')`]);
  }
  const runtime = execFileSync(python, ['--version'], { encoding: 'utf8' }).trim();
  return { python, version, runtime };
}

function works(python) {
  try {
    execFileSync(python, ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
