import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXECUTABLE } from '../scripts/programs/executable.js';
import { withoutProxies } from '../scripts/programs/no-proxy.js';

const USAGE = join(import.meta.dirname, 'processes', 'usage.cjs');
const CLOCK = join(import.meta.dirname, 'processes', 'scaled-clock.cjs');
const LAUNCHER = join(import.meta.dirname, 'singer-io', 'launch.py');

/** The sandbox's OAuth client: both taps prove who they are in the one way that singer-io's knows. */
const OAUTH = {
  client_id: 'sandbox-client',
  client_secret: 'sandbox-secret',
  refresh_token: 'sandbox-refresh',
  redirect_uri: 'urn:ietf:wg:oauth:2.0:oob',
};

/** singer-io's has to have one. Ours reads from the beginning without: with one it lists what is new and what is there. */
const SINGER_IO = { ...OAUTH, start_date: '2000-01-01T00:00:00Z' };

/** What a measured Node process is started with: a report at its end, and the clock of its sandbox. */
export function nodeArguments(scaled) {
  return ['--require', USAGE, ...(scaled ? ['--require', CLOCK] : [])];
}

/**
 * Our tap. `command(sandbox, {folder, selection, state, assigned, paced})` gives `{command, args, env}`; selection is `all`
 * (the ten streams that both have), `nine` (these without portfolios, which no free plan has), `tasks`, or `everything`; without `paced` nothing holds it back.
 */
export const ours = {
  name: 'ours',
  command(sandbox, { folder, selection, state, assigned = false, paced = false }) {
    const scaled = sandbox.env.BENCH_SCALE !== undefined;
    const config = save(folder, 'config.json', {
      ...OAUTH,
      api_url: `${sandbox.url}/api/1.0`,
      oauth_url: `${sandbox.url}/-/oauth_token`,
      include_assigned_tasks: assigned,
      ...(paced ? {} : { requests_per_minute: 10_000_000 }),
    });
    const found = JSON.parse(execFileSync(process.execPath, [EXECUTABLE, '--discover'], { maxBuffer: 2 ** 26 }));
    const catalog = save(folder, 'catalog.json', select(found, selection));
    const flags = ['--config', config, '--catalog', catalog, ...(state === undefined ? [] : ['--state', state])];
    return { command: process.execPath, args: [...nodeArguments(scaled), EXECUTABLE, ...flags], env: sandbox.env };
  },
  discover: () => ({ command: process.execPath, args: [EXECUTABLE, '--discover'], env: {} }),
  zero: () => ({ command: process.execPath, args: ['-e', '0'], env: {} }),
};

/** singer-io's tap from PyPI: the same, from where it is installed. */
export function singerIo({ python, version, runtime }) {
  const launch = (sandbox, flags) => ({
    command: python,
    args: [LAUNCHER, ...flags],
    env: { ...sandbox.env, BENCH_URL: sandbox.url },
  });
  return {
    name: 'singerIo',
    version,
    runtime,
    command(sandbox, { folder, selection, state }) {
      const config = save(folder, 'config.json', SINGER_IO);
      const { command, args, env } = launch(sandbox, ['--config', config, '--discover']);
      const found = execFileSync(command, args, {
        env: { ...withoutProxies(process.env), ...env },
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 2 ** 26,
      });
      const catalog = save(folder, 'catalog.json', select(JSON.parse(found), selection));
      const resumed = state === undefined ? [] : ['--state', state];
      return launch(sandbox, ['--config', config, '--catalog', catalog, ...resumed]);
    },
    discover: (sandbox, folder) => launch(sandbox, ['--config', save(folder, 'config.json', SINGER_IO), '--discover']),
    zero: () => ({ command: python, args: ['-c', '0'], env: {} }),
  };
}

function select(catalog, selection) {
  for (const stream of catalog.streams) {
    const { metadata } = stream.metadata.find(({ breadcrumb }) => breadcrumb.length === 0);
    metadata.selected = isSelected(stream, metadata, selection);
  }
  return catalog;
}

function isSelected({ stream }, metadata, selection) {
  if (selection === 'tasks') return stream === 'tasks';
  if (selection === 'everything') return true;
  if (selection === 'nine' && stream === 'portfolios') return false;
  // Ours says what is selected by default: the ten. singer-io's says nothing and has no others.
  return metadata.selected ?? metadata['selected-by-default'] ?? true;
}

function save(folder, name, value) {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}
