import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createTerminal } from '../../src/log/terminal.ts';

function stream(properties: { isTTY?: boolean; columns?: number } = {}) {
  const chunks: string[] = [];
  const out = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { out: Object.assign(out, properties), text: () => chunks.join('') };
}

test('no status line is drawn where nobody watches', () => {
  const { out, text } = stream();
  const terminal = createTerminal(out);
  terminal.setStatus('working');
  terminal.writeLine('a');
  expect(terminal.isWatched).toBe(false);
  expect(text()).toBe('a\n');
});

test('a status line is redrawn below each line, and goes', () => {
  const { out, text } = stream({ isTTY: true });
  const terminal = createTerminal(out);
  terminal.writeLine('a');
  terminal.setStatus('working');
  terminal.setStatus('working');
  terminal.writeLine('b');
  terminal.setStatus(undefined);
  expect(terminal.isWatched).toBe(true);
  expect(text()).toBe('a\n\r\u001b[Kworking\r\u001b[Kb\nworking\r\u001b[K');
});

test('a status line is never as wide as the terminal', () => {
  const { out, text } = stream({ isTTY: true, columns: 10 });
  createTerminal(out).setStatus('x'.repeat(30));
  expect(text()).toBe(`\r\u001b[K${'x'.repeat(9)}`);
});

test.each([0, undefined])('a terminal that says %s of its width is taken for one of 80', (columns) => {
  const { out, text } = stream({ isTTY: true, ...(columns !== undefined && { columns }) });
  createTerminal(out).setStatus('x'.repeat(100));
  expect(text()).toBe(`\r\u001b[K${'x'.repeat(79)}`);
});

test('a log that nobody reads any more ends nothing', async () => {
  const { out } = stream();
  const terminal = createTerminal(out);
  out.destroy(Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));
  terminal.writeLine('a');
  await new Promise((resolve) => setImmediate(resolve));
  terminal.writeLine('b');
});
