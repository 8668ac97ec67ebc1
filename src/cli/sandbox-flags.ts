import { type Command, InvalidArgumentError, Option } from 'commander';
import { QUOTA_MODELS, type QuotaModel } from '../sandbox/http/quota.ts';
import { PLANS, type Plan } from '../sandbox/http/route.ts';

/** The flags of `tap-asana sandbox`; what is not given is left to the scenario, or to the sandbox's defaults. */
export interface SandboxFlags {
  readonly port?: number;
  readonly seed?: number;
  readonly scenario?: string;
  readonly plan?: Plan;
  readonly quota?: number | 'none';
  readonly quotaModel?: QuotaModel;
  readonly concurrency?: number;
  readonly latency?: number;
  /** By name (`tasks`); the sandbox knows which there are. */
  readonly size?: Readonly<Record<string, number>>;
}

const HIGHEST_PORT = 65_535;

/**
 * Adds `tap-asana sandbox` to the command line.
 * @param invoked takes the flags when the subcommand was asked for
 */
export function addSandboxCommand(program: Command, invoked: (flags: SandboxFlags) => void): void {
  program
    .command('sandbox')
    .description('serve a stand-in for the Asana API on loopback until stopped')
    .option('--port <number>', 'port to listen on; a free one by default', port)
    .option('--seed <number>', 'what the world is made from; the same seed makes the same world', wholeNumber)
    .option('--scenario <file>', 'JSON file with options, faults and edits; flags win over it')
    .addOption(new Option('--plan <plan>', 'what the account pays for').choices(PLANS))
    .option('--quota <number>', 'requests a minute, or "none"; 150 on the free plan, else 1500', quota)
    .addOption(new Option('--quota-model <model>', 'how they are counted').choices(QUOTA_MODELS))
    .option('--concurrency <number>', 'requests at once, 50 by default', wholeNumber)
    .option('--latency <ms>', 'how long each answer takes', wholeNumber)
    .option('--size <name=number>', 'how much there is of something, for example tasks=10000; repeatable', size)
    .action((flags: SandboxFlags) => invoked(flags));
}

function wholeNumber(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError('It must be a whole number.');
  return number;
}

function port(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= HIGHEST_PORT)) throw new InvalidArgumentError(`It must be a whole number from 0 to ${HIGHEST_PORT}.`);
  return number;
}

function quota(text: string): number | 'none' {
  return text === 'none' ? text : wholeNumber(text);
}

function size(text: string, before: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> {
  const [, name, number] = /^([a-zA-Z]+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined || number === undefined) throw new InvalidArgumentError('It must be like tasks=10000.');
  return { ...before, [name]: wholeNumber(number) };
}
