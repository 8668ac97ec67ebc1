import { expect, it, onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { startSandboxed } from '../cli/sandboxed.ts';

it.each(['{"data":null}', '{"data":[]}', '{"data":"me"}', '{"data":{"name":null}}'])(
  'whose the token is may be answered with anything: %s',
  async (body) => {
    const faults = [{ path: '/users/me', fault: { type: 'status', status: 200, body } } as const];
    const sandboxed = await startSandboxed({ faults });
    onTestFinished(() => sandboxed.close());
    const io = sandboxed.io('check -c c');
    expect(await main(io)).toBe(0);
    expect(io.out).toMatch(/^The token works\. It /);
    expect(io.err).not.toContain('unexpected');
  },
);
