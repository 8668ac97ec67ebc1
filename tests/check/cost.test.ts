import { expect, it, onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { startSandboxed } from '../cli/sandboxed.ts';

/** With one row a page, ten rows of a list are counted. */
async function check(sizes: Readonly<Record<string, number>>, isNamed = false): Promise<string> {
  const sandboxed = await startSandboxed({ sizes });
  onTestFinished(() => sandboxed.close());
  const projects = isNamed ? sandboxed.sandbox.truth().projects.slice(-1) : [];
  const io = sandboxed.io('check -c c -c more', { files: { more: { page_size: 1, projects } } });
  expect(await main(io)).toBe(0);
  return io.out;
}

const LONGER = 'There is more than this check has counted: both take longer.';

it.each([
  [{ projects: 12, users: 5 }, 'A sync reads in at least 10 projects, 1 of them archived.'],
  [{ projects: 5, users: 12 }, 'A sync reads in 5 projects, 1 of them archived.'],
])('a sync of more than is counted is said to take longer: %j', async (sizes, reads) => {
  const out = await check(sizes);
  expect(out).toContain(reads);
  expect(out).toContain(LONGER);
});

it('nothing is said of more where all was counted', async () => {
  expect(await check({ projects: 5, users: 5 })).not.toMatch(/at least|longer/);
});

it('projects beyond those that are named do not count', async () => {
  const out = await check({ projects: 12, users: 5 }, true);
  expect(out).toContain('A sync reads in 1 project');
  expect(out).not.toContain(LONGER);
});
