import { choose, type Flags, type Invocation, withWarnings } from './invocation.ts';

const FILES: ReadonlyMap<string, 'catalog' | 'properties' | 'state'> = new Map([
  ['--catalog', 'catalog'],
  ['-p', 'properties'],
  ['--properties', 'properties'],
  ['-s', 'state'],
  ['--state', 'state'],
]);

/**
 * Reads the command lines that programs write: flags with a file each, and `--discover`. commander takes longer to load
 * than all else that stands before a discovery.
 * @param argv without node and the script
 * @returns what commander would make of it (arguments.ts); undefined for any other command line, right or wrong
 */
export function plainArguments(argv: readonly string[]): Invocation | undefined {
  const config: string[] = [];
  const files: { -readonly [Name in 'catalog' | 'properties' | 'state' | 'discover']?: Flags[Name] } = {};
  const rest = argv.values();
  for (const flag of rest) {
    if (flag === '--discover' || flag === '-d') {
      files.discover = true;
      continue;
    }
    const name = FILES.get(flag);
    const isConfig = flag === '--config' || flag === '-c';
    if (name === undefined && !isConfig) return undefined;
    const { value } = rest.next();
    if (value === undefined || value.startsWith('-')) return undefined;
    if (name === undefined) config.push(value);
    else files[name] = value;
  }
  const flags = { ...files, config };
  return withWarnings(choose(flags), flags);
}
