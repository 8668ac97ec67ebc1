import { beforeEach, describe, expect, test } from 'vitest';
import { FatalError, ReaderLeftError } from '../../src/errors.ts';
import { Writer } from '../../src/singer/writer.ts';
import { LINE, type OpenWriter, openWriter } from './open-writer.ts';
import { Reader, settle } from './slow-reader.ts';

let { reader, clock, failures, writer, begin, fill }: OpenWriter = openWriter();

function open(stalled = false): void {
  ({ reader, clock, failures, writer, begin, fill } = openWriter(stalled));
}

beforeEach(() => open());

function failing(code: string): Error {
  return Object.assign(new Error(`write ${code}`), { code });
}

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

  test('after the end is no failure', async () => {
    void writer.record(LINE);
    await writer.close();
    expect(reader.out.listenerCount('drain')).toBe(0);
    reader.out.destroy();
    await settle();
    expect(failures).toEqual([]);
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
    expect(failures[0]?.message).toBe('stdout cannot be written (ENOSPC): the disk that stdout goes to is full');
  });

  test('is not blamed for another fault', async () => {
    open(true);
    const waiting = fill();
    await reader.take(failing('EIO'));
    await waiting;
    expect(failures[0]?.message).toBe('stdout cannot be written (EIO)');
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

  test('writes nothing more to a reader that comes along after all', async () => {
    open(true);
    await begin();
    void fill();
    void fill();
    writer.abandon(new FatalError('unforeseen'));
    await reader.take();
    expect(reader.chunks).toHaveLength(2);
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
