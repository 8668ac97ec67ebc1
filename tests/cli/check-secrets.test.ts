import { expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { startSandboxed } from './sandboxed.ts';

it("check repeats no token, and no escape sequence, in Asana's words", async () => {
  const message = 'sandbox-token may not \u001b[31mread this';
  const sandboxed = await startSandboxed({
    faults: [{ path: '/tags', fault: { type: 'status', status: 403, message } }],
  });
  const io = sandboxed.io('check -c c');
  expect(await main(io)).toBe(0);
  await sandboxed.close();
  expect(io.out).toContain('*** may not [31mread this');
  expect(io.out + io.err).not.toContain('sandbox-token');
});
