import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

/**
 * @param guide its name below docs/
 * @returns the commands of a guide, block after block, as one script that ends where one of them fails
 */
export function commandsOf(guide: string): string {
  const text = readFileSync(join(ROOT, 'docs', guide), 'utf8');
  // A block in a list is indented with it.
  const blocks = Array.from(text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm), ([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
  if (blocks.length === 0) throw new Error(`${guide} has no commands`);
  return ['set -euo pipefail', ...blocks].join('\n');
}
