// Installs what spec/package.json pins, unless that was done since it last changed: `npm run test:contract` begins with it.
// These are packages of their own, not devDependencies: 280 of them, against 93 for everything else.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', '..', 'spec');

/** npm writes the second file last. */
function isInstalled() {
  const [wanted, there] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) =>
    statSync(join(FOLDER, name), { throwIfNoEntry: false }),
  );
  return there !== undefined && there.mtimeMs >= wanted.mtimeMs;
}

if (!isInstalled()) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const [command, flags] = npm === undefined ? ['npm', args] : [process.execPath, [npm, ...args]];
  const { status, error } = spawnSync(command, flags, { cwd: FOLDER, stdio: 'inherit' });
  if (error !== undefined) console.error(`npm ci in spec/: ${error.message}`);
  process.exitCode = status ?? 1;
}
