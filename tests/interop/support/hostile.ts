import type { Change } from '../../../src/sandbox/edit/change.ts';
import type { World } from './world.ts';

/** What people write into names and comments, and what breaks loaders: each was somebody's failed load. */
export const HOSTILE: Readonly<Record<string, string>> = {
  emoji: 'Launch 🚀 👩‍👩‍👧‍👦 🇪🇺 ≠ café é',
  quotes: `O'Brien said "it's \`done\`" \\ and '' left ""`,
  lines: 'first\nsecond\r\nthird\rfourth\u2028fifth\u0085sixth',
  tabs: '\tleading\tand trailing\t ',
  sql: `'); DROP TABLE tasks; -- $$ %s %(name)s {0} :name`,
  copy: '\\N \\. \\n \\u0000 \\x00',
  csv: '=1+1,"a;b|c",\'+cmd',
  nul: 'before\u0000after',
  surrogate: 'high \ud83d low \udc00 end',
  controls: 'bell \u0007 escape \u001b[31m delete \u007f',
  rtl: '\u202eabc\u202c עברית العربية',
  json: '{"type":"RECORD"}',
  number: '00123',
  nothing: 'null',
  wide: `${'𝔘nicode '.repeat(2_000)}end`,
};

/** @returns what the tap makes of a text: without NUL and lone surrogates (contract, 'Records') */
export function cleaned(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '');
}

/** What became of each hostile text: the gid of the task that is called so and has a comment and a subtask that say so. */
export type Planted = Readonly<Record<string, string>>;

/** Writes every hostile text wherever the sandbox lets one write. */
export async function plant(world: World): Promise<Planted> {
  const planted: Record<string, string> = {};
  for (const [kind, text] of Object.entries(HOSTILE)) {
    const [task] = await world.edit({ type: 'add-task', name: text, projects: ['project:0'] });
    if (task === undefined) throw new Error('no task was added');
    planted[kind] = task.gid;
    await world.edit(
      { type: 'describe-task', task: task.gid, notes: text },
      { type: 'add-story', task: task.gid, text },
      { type: 'add-task', name: text, parent: task.gid },
      { type: 'add-section', project: 'project:0', name: text },
      ...flat(text),
    );
  }
  return planted;
}

function flat(text: string): Change[] {
  return [
    { type: 'add-project', name: text },
    { type: 'add-tag', name: text },
    { type: 'add-user', name: text },
    { type: 'add-team', name: text },
    { type: 'add-portfolio', name: text },
    { type: 'add-goal', name: text },
    { type: 'add-status-update', parent: 'project:0', text },
  ];
}
