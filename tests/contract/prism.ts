import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { SPECIFICATION_FILE } from './specification.ts';

/** What Prism has to say about a request. */
export interface Verdict {
  readonly status: number;
  /** The `sl-violations` header's messages, or what else the answer says against it; none if all is well. */
  readonly violations: readonly string[];
}

/** Asana's specification, served and held by Prism (https://github.com/stoplightio/prism). */
export interface Prism {
  /** @param target path and query, below the API's base */
  get(target: string, headers?: Readonly<Record<string, string>>): Promise<Verdict>;
  stop(): Promise<void>;
}

const TOKEN = { authorization: 'Bearer any-token' };

/** Each violation of an `opt_fields` repeats all the names there are. */
const MAX_HEADER_BYTES = 4 * 1024 * 1024;

/** Starts Prism on a free port of loopback. Rejects with what it said if it ends before it listens. */
export async function startPrism(): Promise<Prism> {
  const tool = createRequire(SPECIFICATION_FILE).resolve('@stoplight/prism-cli/dist/index.js');
  const file = fileURLToPath(SPECIFICATION_FILE);
  const child = spawn(process.execPath, [tool, 'mock', '--errors', '--host', '127.0.0.1', '--port', '0', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`Prism ended before it listened:\n${said}`)));
  });
  const agent = new Agent({ maxHeaderSize: MAX_HEADER_BYTES });
  return {
    async get(target, headers = TOKEN) {
      const { statusCode, headers: answered, body } = await request(`${url}${target}`, { dispatcher: agent, headers });
      const text = await body.text();
      const violations = messagesOf(answered['sl-violations']);
      if (statusCode === 200 || violations.length > 0) return { status: statusCode, violations };
      return { status: statusCode, violations: [text] };
    },
    async stop() {
      await agent.close();
      child.kill();
      await ended;
    },
  };
}

function messagesOf(header: string | string[] | undefined): string[] {
  const headers = header === undefined ? [] : [header].flat();
  return headers.flatMap((text) => (JSON.parse(text) as { message: string }[]).map(({ message }) => message));
}
