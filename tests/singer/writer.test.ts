import { beforeEach, describe, expect, test } from 'vitest';
import { StoppedError } from '../../src/errors.ts';
import { LINE, type OpenWriter, openWriter } from './open-writer.ts';
import { settle } from './slow-reader.ts';

const stream = {
  id: 'tasks',
  schema: { type: 'object', properties: {} },
  ask: { type: 'object', properties: {} },
  keyProperties: ['gid'],
  replicationMethod: 'FULL_TABLE',
} as const;

let { reader, clock, writer, begin, fill }: OpenWriter = openWriter();

beforeEach(() => {
  ({ reader, clock, writer, begin, fill } = openWriter());
});

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
    void writer.record(text);
    expect(reader.chunks).toHaveLength(1);
    expect(writer.bytes).toBe(2 * (Buffer.byteLength(text) + 1));
    await writer.flush();
    expect(writer.bytes).toBe(2 * (Buffer.byteLength(text) + 1));
  });

  test('have a second of their own, once what was held back before them is out', async () => {
    await begin();
    void writer.record(LINE);
    clock.advance(500);
    await fill();
    expect(reader.chunks).toHaveLength(2);
    clock.advance(999);
    expect(reader.chunks).toHaveLength(2);
    clock.advance(1);
    expect(reader.chunks).toHaveLength(3);
  });
});

describe('a slow reader', () => {
  beforeEach(() => {
    ({ reader, clock, writer, begin, fill } = openWriter(true));
  });

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

  test('is waited for from the first record on', () => {
    expect(writer.record('x'.repeat(20_000))).toBeInstanceOf(Promise);
  });

  test('is given what has filled a chunk meanwhile as soon as it has taken the last', async () => {
    await begin();
    void fill();
    void fill();
    await reader.take();
    expect(reader.chunks).toHaveLength(3);
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

  test('is given few large chunks, however soon it has taken the last', async () => {
    await begin();
    void writer.record(LINE);
    clock.advance(1000);
    await reader.take();
    void fill();
    await reader.take();
    expect(reader.chunks).toHaveLength(3);
    clock.advance(1000);
    expect(reader.chunks).toHaveLength(4);
  });

  test('holds up the end until it has taken everything', async () => {
    void fill();
    void writer.state({});
    let closed = false;
    const closing = writer.close().then(() => {
      closed = true;
    });
    for (let chunk = 0; chunk < 3; chunk += 1) {
      expect(closed).toBe(false);
      await reader.take();
    }
    await closing;
    expect(reader.lines.at(-1)).toBe('{"type":"STATE","value":{}}');
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
