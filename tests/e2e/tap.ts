import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startServer } from '../../src/sandbox/server.ts';

type Json = Record<string, unknown>;

/** Built before the tests (`pretest`). */
const EXECUTABLE = join(import.meta.dirname, '..', '..', 'bin', 'tap-asana.js');

export const TOKEN = 'sandbox-token';

/** What a process left behind. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
  /** The messages on its standard output that came whole. */
  readonly messages: readonly Json[];
}

/** A process under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once something is on its standard output. */
  readonly saw: (text: string) => Promise<void>;
}

/** The executable as its users start it, in a folder with their files. */
export class Tap {
  readonly folder: string;
  readonly #env: Readonly<Record<string, string>>;

  constructor(env: Readonly<Record<string, string>> = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'tap-asana-e2e-'));
    this.#env = env;
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** Writes a file: text as it is, anything else as JSON. */
  file(name: string, content: unknown): this {
    writeFileSync(join(this.folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return this;
  }

  /** @param line flags, by spaces */
  start(line: string): Running {
    const child = spawn(process.execPath, [EXECUTABLE, ...line.split(' ')], {
      cwd: this.folder,
      // Nothing of whoever runs the tests: no proxy, no token, no level.
      env: { PATH: process.env['PATH'] ?? '', TAP_ASANA_LOGLEVEL: 'DEBUG', ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let out = '';
    let err = '';
    const waiting = new Set<() => void>();
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      for (const look of waiting) look();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => {
        // A process that was killed may have left half a line.
        const whole = out.slice(0, out.lastIndexOf('\n') + 1);
        const lines = whole.split('\n').filter((text) => text.startsWith('{"type"'));
        resolve({ code, signal, out, err, messages: lines.map((text) => JSON.parse(text) as Json) });
      });
    });
    const saw = (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!out.includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    return { child, ended, saw };
  }

  run(line: string): Promise<Ended> {
    return this.start(line).ended;
  }
}

/** A sandbox that listens, and the tap, in this environment, with a `config.json` for it. `later` lets an hour pass in the sandbox. */
export async function serve(
  options: SandboxOptions = {},
  latencyMs = 0,
  env: Readonly<Record<string, string>> = {},
): Promise<{ sandbox: Sandbox; tap: Tap; later: () => void }> {
  let shift = 0;
  const sandbox = createSandbox({ quota: null, clock: () => Date.now() + shift, ...options });
  const server = await startServer(sandbox, { latencyMs });
  onTestFinished(() => server.close());
  const config = {
    access_token: TOKEN,
    api_url: `${server.url}/api/1.0`,
    oauth_url: `${server.url}/-/oauth_token`,
    requests_per_minute: 100_000,
  };
  const later = () => {
    shift += 3_600_000;
  };
  return { sandbox, tap: new Tap(env).file('config.json', config), later };
}

/** gids of a stream's rows, in order; those of several runs one after the other. */
export function gids(stream: string, ...runs: readonly Ended[]): string[] {
  return runs
    .flatMap(({ messages }) => messages)
    .filter((message) => message['type'] === 'RECORD' && message['stream'] === stream)
    .map((message) => String((message['record'] as Json)['gid']));
}

/** The last STATE that came whole. */
export function stateOf({ messages }: Ended): unknown {
  return messages.findLast(({ type }) => type === 'STATE')?.['value'];
}

/** The last line of the log. */
export function lastWords({ err }: Ended): string {
  return err.trimEnd().split('\n').at(-1) ?? '';
}
