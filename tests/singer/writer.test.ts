import { beforeEach, describe, expect, test } from 'vitest';
import { FatalError, ReaderLeftError, StoppedError, type TapError } from '../../src/errors.ts';
import { Writer } from '../../src/singer/writer.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { Reader, settle } from './slow-reader.ts';

const LINE = JSON.stringify({ type: 'RECORD', text: 'x'.repeat(1000) });
const stream = {
  id: 'tasks',
  schema: { type: 'object', properties: {} },
  ask: { type: 'object', properties: {} },
  keyProperties: ['gid'],
  replicationMethod: 'FULL_TABLE',
} as const;

let reader: Reader;
let clock: VirtualClock;
let failures: TapError[];
let writer: Writer;

function open(stalled = false): void {
  reader = new Reader(stalled);
  clock = new VirtualClock();
  failures = [];
  writer = new Writer({ out: reader.out, clock, onFailure: (failure) => failures.push(failure) });
}

beforeEach(() => open());

/** The first record is never held back: this one is out, and taken. */
async function begin(): Promise<void> {
  void writer.record('{"first":1}');
  await reader.take();
}

/** Fills more than a chunk. */
function fill(): ReturnType<Writer['record']> {
  let written: ReturnType<Writer['record']>;
  for (let line = 0; line < 70; line += 1) written = writer.record(LINE);
  return written;
}

function failing(code: string): Error {
  return Object.assign(new Error(`write ${code}`), { code });
}

describe('lines', () => {
  test('are whole, one a message, in order', async () => {
    void writer.schema(stream);
    void writer.record('{"type":"RECORD"}');
    void writer.activateVersion('tasks', 3);
    void writer.state({ bookmarks: {} });
    await writer.close();
    expect(reader.lines).toEqual([
      '{"type":"SCHEMA","stream":"tasks","schema":{"type":"object","properties":{}},"key_properties":["gid"]}',
      '{"type":"RECORD"}',
      '{"type":"ACTIVATE_VERSION","stream":"tasks","version":3}',
      '{"type":"STATE","value":{"bookmarks":{}}}',
    ]);
  });

  test('are held back for a second at most', async () => {
    await begin();
    void writer.record(LINE);
    clock.advance(999);
    expect(reader.text).toBe('{"first":1}\n');
    clock.advance(1);
    expect(reader.text).toBe(`{"first":1}\n${LINE}\n`);
  });

  test('are not held back when the first record is among them', () => {
    void writer.schema(stream);
    expect(reader.text).toBe('');
    void writer.record(LINE);
    expect(reader.text.endsWith(`${LINE}\n`)).toBe(true);
  });

  test('come in chunks, none of which ends within a line', async () => {
    for (let round = 0; round < 5; round += 1) await fill();
    await writer.close();
    expect(reader.chunks.length).toBeLessThan(8);
    for (const chunk of reader.chunks) expect(chunk.endsWith('\n')).toBe(true);
    expect(reader.lines).toHaveLength(350);
  });

  test('are UTF-8, and counted as bytes whether written yet or not', async () => {
    const text = '{"a":"ü€😀"}';
    void writer.record(text);
    expect(writer.bytes).toBe(Buffer.byteLength(text) + 1);
    await writer.flush();
    expect(writer.bytes).toBe(Buffer.byteLength(text) + 1);
    expect(reader.text).toBe(`${text}\n`);
  });
});

describe('a slow reader', () => {
  beforeEach(() => open(true));

  test('is waited for only when it is behind', async () => {
    await begin();
    expect(writer.record(LINE)).toBeUndefined();
    const written = fill();
    expect(written).toBeInstanceOf(Promise);
    let went = false;
    const waiting = written?.then(() => {
      went = true;
    });
    await settle();
    expect(went).toBe(false);
    await reader.take();
    await waiting;
    expect(went).toBe(true);
  });

  test('is not given more while it is behind, and everything after', async () => {
    await begin();
    void fill();
    clock.advance(5000);
    void writer.record('{"late":1}');
    clock.advance(5000);
    expect(reader.chunks).toHaveLength(2);
    await reader.take();
    expect(reader.chunks).toHaveLength(3);
    expect(reader.text.endsWith('{"late":1}\n')).toBe(true);
  });

  test('holds up the end until it has taken everything', async () => {
    void fill();
    void writer.state({});
    let closed = false;
    const closing = writer.close().then(() => {
      closed = true;
    });
    await reader.take();
    expect(closed).toBe(false);
    await reader.take();
    await reader.take();
    await closing;
    expect(reader.lines.at(-1)).toBe('{"type":"STATE","value":{}}');
  });
});

describe('a reader that leaves', () => {
  test.each(['EPIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET'])(
    '%s is reported at once and to every later call',
    async (code) => {
      open(true);
      const waiting = fill();
      await reader.take(failing(code));
      await waiting;
      expect(failures).toEqual([expect.any(ReaderLeftError)]);
      expect(failures[0]?.exitCode).toBe(141);
      expect(() => writer.record(LINE)).toThrow(ReaderLeftError);
      expect(() => writer.state({})).toThrow(ReaderLeftError);
      await expect(writer.flush()).rejects.toBeInstanceOf(ReaderLeftError);
      await expect(writer.close()).rejects.toBeInstanceOf(ReaderLeftError);
      expect(failures).toHaveLength(1);
    },
  );

  test('is noticed when stdout closes without a word', async () => {
    reader.out.destroy();
    await settle();
    expect(failures).toEqual([expect.any(ReaderLeftError)]);
  });

  test('is noticed by a write to what is closed already', async () => {
    const { out } = new Reader();
    out.destroy();
    await settle();
    const late = new Writer({ out, clock });
    void late.record(LINE);
    await expect(late.close()).rejects.toBeInstanceOf(ReaderLeftError);
  });

  test('during the end is no success', async () => {
    open(true);
    void writer.record(LINE);
    const closing = expect(writer.close()).rejects.toBeInstanceOf(ReaderLeftError);
    await reader.take(failing('EPIPE'));
    await closing;
  });
});

describe('a disk that is full', () => {
  test('ends the run by its name', async () => {
    open(true);
    const waiting = fill();
    await reader.take(failing('ENOSPC'));
    await waiting;
    expect(failures).toEqual([expect.any(FatalError)]);
    expect(failures[0]?.message).toMatch(/ENOSPC.*full/);
  });
});

describe('stop', () => {
  test('lets STATE through and nothing else, with the first reason', async () => {
    const reason = new StoppedError('stopped by SIGTERM', 143);
    void writer.record('{"before":1}');
    writer.stop(reason);
    writer.stop(new StoppedError('later', 130));
    expect(() => writer.record(LINE)).toThrow(reason);
    expect(() => writer.schema(stream)).toThrow(reason);
    expect(() => writer.activateVersion('tasks', 1)).toThrow(reason);
    void writer.state({});
    await writer.close();
    expect(reader.lines).toEqual(['{"before":1}', '{"type":"STATE","value":{}}']);
  });
});

describe('abandon', () => {
  test('ends a flush whose write is never answered', async () => {
    const failure = new FatalError('unforeseen');
    open(true);
    void writer.record(LINE);
    const flushed = writer.flush().catch((error) => error);
    writer.abandon(failure);
    expect(await Promise.race([flushed, settle()])).toBe(failure);
  });

  test('writes nothing more, not even what was held back', async () => {
    const failure = new FatalError('unforeseen');
    await begin();
    void writer.record(LINE);
    writer.abandon(failure);
    clock.advance(5000);
    expect(() => writer.state({})).toThrow(failure);
    await expect(writer.close()).rejects.toBe(failure);
    expect(reader.text).toBe('{"first":1}\n');
    expect(failures).toEqual([]);
  });
});
