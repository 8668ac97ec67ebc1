import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startServer } from '../../src/sandbox/server.ts';
import { FakeIo } from './fake-io.ts';

/** A sandbox that listens, and command lines that find a config `c` for it. */
export interface Sandboxed {
  readonly sandbox: Sandbox;
  readonly io: (line: string, options?: ConstructorParameters<typeof FakeIo>[1]) => FakeIo;
  readonly close: () => Promise<void>;
}

/** Small and without a quota, unless told otherwise. */
export async function startSandboxed(options: SandboxOptions = {}): Promise<Sandboxed> {
  const sizes = { tasks: 20, subtasks: 4, subtaskParents: 2 };
  const sandbox = createSandbox({ seed: 2, quota: null, sizes, ...options });
  const server = await startServer(sandbox);
  const config = {
    access_token: 'sandbox-token',
    api_url: `${server.url}/api/1.0`,
    oauth_url: `${server.url}/-/oauth_token`,
    requests_per_minute: 1_000_000,
  };
  return {
    sandbox,
    io: (line, more = {}) => new FakeIo(line.split(' '), { ...more, files: { c: config, ...more.files } }),
    close: () => server.close(),
  };
}

/** @returns the types of the messages on stdout */
export function types(io: FakeIo): unknown[] {
  return io.messages.map((message) => message['type']);
}

/** @returns the last line on stderr */
export function lastWords(io: FakeIo): string | undefined {
  return io.err.trimEnd().split('\n').at(-1);
}
