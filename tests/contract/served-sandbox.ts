import { spawn } from 'node:child_process';
import { EXECUTABLE } from './runs.ts';

/** `tap-asana sandbox`, running. */
export interface ServedSandbox {
  readonly url: string;
  /** The config it prints. */
  readonly config: { readonly access_token: string; readonly api_url: string };
  /** The gids that each stream should end with, as it tells them itself. */
  truth(): Promise<Readonly<Record<string, readonly string[]>>>;
  stop(): Promise<void>;
}

/** Starts the executable's sandbox on a free port. Rejects with what it said if it ends before it serves. */
export async function serveSandbox(flags: readonly string[]): Promise<ServedSandbox> {
  const child = spawn(process.execPath, [EXECUTABLE, 'sandbox', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  const config = await new Promise<ServedSandbox['config']>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /^\{$[^}]*"api_url"[^}]*^\}$/m.exec(said)?.[0];
      if (found !== undefined) resolve(JSON.parse(found) as ServedSandbox['config']);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => reject(new Error(`the sandbox ended before it served:\n${said}`)));
  });
  const url = new URL(config.api_url).origin;
  return {
    url,
    config,
    async truth() {
      const answer = (await (await fetch(`${url}/_sandbox/truth`)).json()) as { data?: object } & object;
      return (answer.data ?? answer) as Readonly<Record<string, readonly string[]>>;
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}
