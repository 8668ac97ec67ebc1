import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { parseJson } from '../../config/json-file.ts';
import { ConfigError } from '../../errors.ts';
import type { Change } from '../edit/change.ts';
import type { SandboxOptions } from '../options.ts';
import { loadScenarioSchema } from '../scenario-schema.ts';

/** A scenario file: a world, its limits, and what happens to it. What only a program can give is not in it. */
export type Scenario = Omit<SandboxOptions, 'world' | 'clock' | 'tokens' | 'logCap'>;

const validators = lazily(() => {
  const ajv = new Ajv({ allErrors: true, discriminator: true, verbose: true, allowUnionTypes: true });
  ajv.addSchema(loadScenarioSchema(), 'scenario');
  return {
    scenario: ajv.compile<Scenario>({ $ref: 'scenario' }),
    changes: ajv.compile<Change | Change[]>({
      if: { type: 'array' },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { type: 'array', items: { $ref: 'scenario#/$defs/change' } },
      else: { $ref: 'scenario#/$defs/change' },
    }),
  };
});

/** Reads a scenario file. Throws a ConfigError with every problem, one line each, if it is unreadable, no JSON or not a scenario. */
export function readScenarioFile(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError([`scenario ${file}: cannot be read: ${cause instanceof Error ? cause.message : cause}`], {
      cause,
    });
  }
  return parseScenario(text, file);
}

/** Reads a scenario from its JSON text; `name` is how errors call it. Throws like `readScenarioFile`. */
export function parseScenario(text: string, name = 'scenario'): Scenario {
  const value = parseJson(text, `${name}:`);
  const { scenario } = validators();
  if (scenario(value)) return value;
  throw new ConfigError(sentences(scenario.errors ?? [], name));
}

/** Reads one change or a list of them from parsed JSON. Throws a ConfigError with every problem. */
export function checkChanges(value: unknown): Change[] {
  const { changes } = validators();
  if (changes(value)) return Array.isArray(value) ? value : [value];
  throw new ConfigError(sentences(changes.errors ?? [], 'change'));
}

function sentences(errors: readonly ErrorObject[], name: string): string[] {
  const said = errors
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, message, params, data }) => {
      const extra = params['additionalProperty'] ?? params['allowedValues'] ?? params['tagValue'];
      const got = typeof data === 'object' ? '' : `, got ${JSON.stringify(data)}`;
      return `${name}${instancePath}: ${message}${extra === undefined ? '' : ` (${extra})`}${got}`;
    });
  return [...new Set(said)];
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
