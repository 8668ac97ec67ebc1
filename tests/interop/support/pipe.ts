import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, shell } from './command.ts';
import { programOf, type Venv } from './venvs.ts';
import { TAP, type World } from './world.ts';

/** A target to pipe into. */
export interface Target {
  readonly venv: Venv;
  readonly program: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** One run through a pipe: how it ended, and the state that the target printed last. */
export interface Piped extends Ended {
  readonly state: string;
}

/**
 * `tap-asana … | target-… …`, as a shell runs it, and the last line of what the target printed.
 * @param state a state to go on from
 */
export async function pipe(world: World, target: Target, state?: string): Promise<Piped> {
  const config = join(world.folder, `${target.program}.json`);
  writeFileSync(config, JSON.stringify(target.config));
  const from = join(world.folder, 'state.json');
  if (state !== undefined) writeFileSync(from, state);
  const more = [
    ...(world.catalog === undefined ? [] : ['--catalog', world.catalog]),
    ...(state === undefined ? [] : ['--state', from]),
  ];
  const tap = [process.execPath, TAP, '--config', world.config, ...more];
  const loader = [programOf(target.venv, target.program), '--config', config];
  const ended = await shell(`${words(tap)} | ${words(loader)}`, { cwd: world.folder });
  return { ...ended, state: ended.out.trimEnd().split('\n').at(-1) ?? '' };
}

function words(line: readonly string[]): string {
  return line.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}
