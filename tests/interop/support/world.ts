import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change, EditResult } from '../../../src/sandbox/edit/change.ts';
import type { SandboxOptions } from '../../../src/sandbox/options.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { startServer } from '../../../src/sandbox/server.ts';
import { TRUTH_STREAMS } from '../../../src/sandbox/truth.ts';

/** The executable, as users start it. */
export const TAP = join(import.meta.dirname, '..', '..', '..', 'bin', 'tap-asana.js');

/** A stand-in for Asana that listens, and a folder with a config for it. */
export interface World {
  readonly sandbox: Sandbox;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly folder: string;
  /** The path of the config file, in the folder. */
  readonly config: string;
  /** The path of a catalog, if not the default streams are to be read. */
  readonly catalog?: string;
  edit(...changes: Change[]): Promise<EditResult[]>;
  /** The gids of each of the ten streams that are selected by default. */
  truth(): Promise<CoreTruth>;
  /** Moves Asana's clock on by an hour: what was done until now is no longer within a run's lookback. */
  later(): void;
  /** The paths asked for since the last time. */
  asked(): Promise<Asked[]>;
  close(): Promise<void>;
}

export type CoreTruth = Readonly<Record<(typeof TRUTH_STREAMS)[number], readonly string[]>>;

export interface Asked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Everything of each kind, and no more than a test of a whole pipe needs. */
const SIZES = { tasks: 60, subtasks: 20, subtaskParents: 10, storiesPerTask: 2 };

/** Starts a small world without a quota, unless told otherwise. */
export async function startWorld(options: SandboxOptions = {}): Promise<World> {
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const sandbox = createSandbox({ seed: 7, quota: null, clock, ...options, sizes: { ...SIZES, ...options.sizes } });
  const server = await startServer(sandbox);
  const folder = mkdtempSync(join(tmpdir(), 'tap-asana-interop-'));
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(configFor(server.url)));
  const ask = async (path: string, body?: unknown) => {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${server.url}/_sandbox/${path}`, request);
    const json = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(json)}`);
    return json;
  };
  return {
    sandbox,
    url: server.url,
    folder,
    config,
    edit: async (...changes) => (await ask('edit', changes))['data'] as EditResult[],
    async truth() {
      const all = await ask('truth');
      return Object.fromEntries(TRUTH_STREAMS.map((stream) => [stream, all[stream]])) as CoreTruth;
    },
    later() {
      ahead += 3_600_000;
    },
    async asked() {
      const { requests } = await ask('requests');
      await ask('reset-log', {});
      return requests as Asked[];
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @returns a config that reads a sandbox as fast as it can */
export function configFor(url: string): Record<string, unknown> {
  return {
    access_token: 'sandbox-token',
    api_url: `${url}/api/1.0`,
    oauth_url: `${url}/-/oauth_token`,
    requests_per_minute: 100_000,
  };
}
