import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** @returns the commands of a guide, block after block, as one script that ends where one of them fails */
export function commandsOf(guide: string): string {
  const text = readFileSync(join(ROOT, 'docs', 'guides', guide), 'utf8');
  const blocks = Array.from(text.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block]) => block ?? '');
  if (blocks.length === 0) throw new Error(`${guide} has no commands`);
  return ['set -euo pipefail', ...blocks].join('\n');
}
