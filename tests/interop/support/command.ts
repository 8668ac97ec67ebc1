import { type ChildProcess, spawn } from 'node:child_process';

/** A slow package registry is waited for, by whatever asks it: pip, Meltano's uv, npm. */
const PATIENCE = {
  PIP_RETRIES: '5',
  PIP_DEFAULT_TIMEOUT: '60',
  UV_HTTP_TIMEOUT: '120',
  UV_HTTP_RETRIES: '5',
  npm_config_fetch_retries: '5',
};

/** How a program ended and what it said. */
export interface Ended {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
}

export interface Running {
  readonly child: ChildProcess;
  /** What it has said so far, both streams in the order they came. */
  readonly said: () => string;
  readonly ended: Promise<Ended>;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Its own process group, as a shell gives a job: a signal to `-pid` reaches all of it. */
  readonly detached?: boolean;
  /** It is killed after so many seconds; none of these programs takes that long. */
  readonly limitSeconds?: number;
}

/** Starts a program; the environment is the test's own with `env` over it. */
export function start(program: string, args: readonly string[], options: CommandOptions = {}): Running {
  const { cwd, env, input = '', detached = false, limitSeconds = 600 } = options;
  const startedAt = Date.now();
  const child = spawn(program, [...args], { cwd, env: { ...process.env, ...PATIENCE, ...env }, detached });
  let [out, err, said] = ['', '', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    said += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const limit = setTimeout(() => kill(child, detached), limitSeconds * 1000);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ code, out, err, seconds: (Date.now() - startedAt) / 1000 });
    });
  });
  return { child, said: () => said, ended };
}

function kill(child: ChildProcess, isGroup: boolean): void {
  if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  else child.kill('SIGKILL');
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], options?: CommandOptions): Promise<Ended> {
  return start(program, args, options).ended;
}

/**
 * Runs a program that has to succeed.
 * @returns what it wrote to stdout
 * @throws with all it said, if it did not
 */
export async function succeed(program: string, args: readonly string[], options?: CommandOptions): Promise<string> {
  const { code, out, err } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${out}\n${err}`);
  return out;
}

/** Runs a line of bash in which a pipe fails when any part of it does. */
export function shell(line: string, options?: CommandOptions): Promise<Ended> {
  return run('bash', ['-o', 'pipefail', '-c', line], options);
}
