import { Command, CommanderError, Option } from 'commander';
import { ConfigError } from '../errors.ts';
import {
  type Asked,
  type CheckFieldsInvocation,
  type CheckInvocation,
  choose,
  type Flags,
  type Invocation,
  type SyncInvocation,
  withWarnings,
} from './invocation.ts';
import { addSandboxCommand } from './sandbox-flags.ts';

/**
 * Reads the command line. Flags may stand before and after a subcommand, and any of them together, since Meltano puts
 * `--config F --catalog F --state F` in front of whatever its user adds: then the one that only informs wins.
 * @param argv without node and the script
 * @throws ConfigError with one line for what cannot be understood
 */
export function parseArguments(argv: readonly string[]): Invocation {
  let help = '';
  let asked: Asked | undefined;
  const program = tapCommand().configureOutput({
    writeOut: (text) => {
      help += text;
    },
    writeErr: () => {},
    outputError: () => {},
  });
  program.action(() => {
    asked = choose(program.opts<Flags>());
  });
  addSandboxCommand(program, (flags) => {
    const about = choose(program.opts<Flags>());
    asked = about.kind === 'sync' ? { kind: 'sandbox', flags } : about;
  });
  addCheckCommand(program, (fields) => {
    const about = choose(program.opts<Flags>());
    asked = about.kind === 'sync' ? checkOf(about, fields) : about;
  });
  try {
    program.parse(withoutIdleTest(argv, program), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', text: help };
    throw new ConfigError([usageProblem(error, program)]);
  }
  return asked === undefined
    ? { kind: 'help', text: program.helpInformation() }
    : withWarnings(asked, program.opts<Flags>());
}

function tapCommand(): Command {
  return new Command('tap-asana')
    .description('Singer tap for Asana. Without --discover and the like, syncs what the catalog selects to stdout.')
    .exitOverride()
    .option('-c, --config <file>', 'config file, several allowed, later ones win; ENV reads TAP_ASANA_<KEY>', collect)
    .option('-d, --discover', 'print the catalog; needs no network and no credentials')
    .option('--catalog <file>', 'catalog with what is selected; without one, every stream selected by default')
    .option('-p, --properties <file>', 'the same as --catalog')
    .option('-s, --state <file>', 'state to go on from')
    .addOption(
      new Option('--test [what]', 'one record a stream; with "schema" the SCHEMA messages alone').choices(['schema']),
    )
    .option('--about', 'print name, version, capabilities, settings and streams')
    .addOption(new Option('--format <format>', 'for --about; text by default').choices(['json', 'markdown', 'text']))
    .option('--version', 'print the version')
    .option('--dev', 'accepted, does nothing');
}

function addCheckCommand(program: Command, invoked: (fields: boolean) => void): void {
  program
    .command('check')
    .description('say what the token reaches, which streams will be empty, and what a sync will cost')
    .option('--custom-fields', 'print custom_field_columns for the config instead, a column for each custom field')
    .action((flags: { readonly customFields?: true }) => invoked(flags.customFields === true));
}

function checkOf(sync: SyncInvocation, fields: boolean): CheckInvocation | CheckFieldsInvocation {
  const { config } = sync;
  if (fields) return { kind: 'check-fields', config };
  const { test: _, ...files } = sync;
  return { ...files, kind: 'check' };
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** commander would take the subcommand in `--test check` for what is to be tested. Beside a subcommand `--test` does nothing. */
function withoutIdleTest(argv: readonly string[], program: Command): string[] {
  const commands = program.commands.map((command) => command.name());
  return argv.filter((word, index) => {
    const next = argv.slice(index).find((other) => other !== '--test');
    return word !== '--test' || next === undefined || !commands.includes(next);
  });
}

/** commander puts its suggestion on a second line, and does not say which argument is one too many. */
function usageProblem(error: CommanderError, program: Command): string {
  const commands = program.commands.map((command) => command.name());
  const odd = program.args.find((argument) => !commands.includes(argument));
  const isOdd = error.code === 'commander.excessArguments' && odd !== undefined;
  // A long word may be a token.
  const word = isOdd && odd.length > 20 ? `${odd.slice(0, 10)}…` : odd;
  const said = isOdd ? `unexpected '${word}': the commands are ${commands.join(' and ')}` : error.message;
  const text = said
    .replace(/^error: /, '')
    // What is given to a flag that nobody knows may be a token.
    .replace(/^(unknown option '[^'=]*=).*'/s, "$1…'")
    .replaceAll('\n', ' ')
    .replace(/\.$/, '');
  return `${text}; see tap-asana --help`;
}
