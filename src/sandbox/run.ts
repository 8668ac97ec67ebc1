import { readScenarioFile } from './faults/scenario.ts';
import { DEFAULT_CREDENTIALS, type SandboxOptions, withDefaults } from './options.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { startServer } from './server.ts';
import { TRUTH_STREAMS } from './truth.ts';

/** What `tap-asana sandbox` is told on the command line. */
export interface RunOptions extends SandboxOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** A scenario file; what the command line says wins over it. */
  readonly scenarioFile?: string;
}

/** How the sandbox speaks to its user, and when it ends. */
export interface RunContext {
  /** Takes whole lines, without the line's end. */
  print(text: string): void;
  readonly signal: AbortSignal;
}

/**
 * Serves a sandbox until the signal aborts: prints what there is and a ready config first. Throws a ConfigError for a bad
 * scenario file, a RangeError for sizes that cannot be met, and what `listen` throws if the port is taken.
 */
export async function runSandbox(options: RunOptions, { print, signal }: RunContext): Promise<void> {
  const { port = 0, scenarioFile, ...told } = options;
  const scenario = scenarioFile === undefined ? {} : readScenarioFile(scenarioFile);
  const given: SandboxOptions = { ...scenario, ...told, sizes: { ...scenario.sizes, ...told.sizes } };
  const sandbox = createSandbox(given);
  if (signal.aborted) return;
  const server = await startServer(sandbox, { port });
  print(describe(sandbox, given, server.url));
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await server.close();
}

const QUOTA_WORDS = { fixed: 'fixed window', sliding: 'sliding window', bucket: 'token bucket' };

function describe(sandbox: Sandbox, given: SandboxOptions, url: string): string {
  const { seed, plan, quota, quotaModel, faults, edits } = withDefaults(given);
  const truth = sandbox.truth();
  const rows = TRUTH_STREAMS.map((stream) => `${truth[stream].length} ${stream}`).join(', ');
  const config = {
    access_token: DEFAULT_CREDENTIALS.accessToken,
    api_url: `${url}/api/1.0`,
    oauth_url: `${url}/-/oauth_token`,
  };
  return [
    `Sandbox on ${url}, seed ${seed}: ${rows}.`,
    `Plan ${plan}: ${quota === null ? 'no quota' : `${quota} requests a minute (${QUOTA_WORDS[quotaModel]})`}; ${faults.length} faults, ${edits.length} scheduled edits.`,
    `Look: curl ${url}/_sandbox/world, /_sandbox/requests, /_sandbox/truth; POST /_sandbox/edit, /_sandbox/reset-log.`,
    'A config for it:',
    JSON.stringify(config, null, 2),
    'Or with OAuth, instead of access_token:',
    JSON.stringify(
      {
        client_id: DEFAULT_CREDENTIALS.clientId,
        client_secret: DEFAULT_CREDENTIALS.clientSecret,
        refresh_token: DEFAULT_CREDENTIALS.refreshToken,
      },
      null,
      2,
    ),
  ].join('\n');
}
