import { describe, expect, test } from 'vitest';
import { createLogger, type Logger, type LoggerOptions } from '../../src/log/logger.ts';
import { structuredFormat } from '../../src/log/structured-format.ts';
import { bareFormat, textFormat } from '../../src/log/text-format.ts';

function logger(options: Partial<LoggerOptions> = {}): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const log = createLogger({
    level: 'DEBUG',
    format: textFormat,
    writeLine: (line) => lines.push(line),
    now: () => 1_700_000_000_100,
    ...options,
  });
  return { log, lines };
}

describe('text', () => {
  test('a line an event, with its level', () => {
    const { log, lines } = logger();
    log.debug('a');
    log.info('b');
    log.warning('c');
    log.error('d');
    log.critical('e');
    expect(lines).toEqual(['DEBUG a', 'INFO b', 'WARNING c', 'ERROR d', 'CRITICAL e']);
  });

  test('what is below the level is not written', () => {
    const { log, lines } = logger({ level: 'ERROR' });
    log.debug('a');
    log.info('b');
    log.warning('c');
    log.error('d');
    log.critical('e');
    expect(lines).toEqual(['ERROR d', 'CRITICAL e']);
  });

  test('each line of a message has the level, and empty ones are left out', () => {
    const { log, lines } = logger();
    log.info('one\r\ntwo\n\nthree\u2028four\rfive');
    expect(lines).toEqual(['INFO one', 'INFO two', 'INFO three', 'INFO four', 'INFO five']);
  });

  test('control characters do not reach a terminal', () => {
    const { log, lines } = logger();
    log.info('a\u001b[31mred\u0007 tab\tstays');
    expect(lines).toEqual(['INFO a\ufffd[31mred\ufffd tab\tstays']);
  });

  test('a very long line is cut', () => {
    const { log, lines } = logger();
    log.info('x'.repeat(100_000));
    expect(lines[0]).toMatch(/^INFO x{8000} … \(100000 characters\)$/);
  });

  test('a metric is JSON behind its name', () => {
    const { log, lines } = logger();
    log.metric({ type: 'counter', metric: 'record_count', value: 100, tags: { stream: 'tasks' } });
    expect(lines).toEqual([
      'INFO METRIC: {"type":"counter","metric":"record_count","value":100,"tags":{"stream":"tasks"}}',
    ]);
  });

  test('bare is the message alone', () => {
    const { log, lines } = logger({ format: bareFormat });
    log.warning('one\ntwo');
    expect(lines).toEqual(['one', 'two']);
  });

  test('the stack of an error is for DEBUG', () => {
    const { log, lines } = logger();
    log.critical('it broke', new Error('inner'));
    expect(lines[0]).toBe('DEBUG Error: inner');
    expect(lines.at(-1)).toBe('CRITICAL it broke');
    const quiet = logger({ level: 'INFO' });
    quiet.log.critical('it broke', new Error('inner'));
    expect(quiet.lines).toEqual(['CRITICAL it broke']);
  });
});

describe('warnOnce', () => {
  test('warns once a key, whichever stream it is for', () => {
    const { log, lines } = logger();
    log.warnOnce('a', 'first');
    log.warnOnce('a', 'second');
    log.stream('tasks').warnOnce('a', 'third');
    log.warnOnce('b', 'fourth');
    expect(lines).toEqual(['WARNING first', 'WARNING fourth']);
  });
});

describe('secrets', () => {
  test('are masked in messages and errors, also in loggers of streams made before', () => {
    const { log, lines } = logger({ format: structuredFormat(1) });
    const tasks = log.stream('tasks');
    log.redact('top-secret');
    tasks.info('a top-secret message');
    log.critical('failed', new Error('top-secret', { cause: new Error('top-secret') }));
    expect(lines.join('\n')).not.toContain('top-secret');
    expect(lines.join('\n')).toContain('***');
    for (const line of lines) JSON.parse(line);
  });

  test('are masked before a long line is cut, so that no half of one is left', () => {
    const { log, lines } = logger();
    log.redact('top-secret');
    log.info(`${'x'.repeat(7995)}top-secret`);
    expect(lines[0]).not.toContain('top');
  });
});

describe('structured', () => {
  const keys = ['level', 'pid', 'logger_name', 'ts', 'thread_name', 'app_name', 'stream_name', 'message', 'extra'];
  const only = (action: (log: Logger) => void): Record<string, unknown> => {
    const { log, lines } = logger({ format: structuredFormat(42), level: 'INFO' });
    action(log);
    expect(lines).toHaveLength(1);
    return JSON.parse(lines[0] ?? '');
  };

  test('has all keys that Meltano needs, null ones too', () => {
    const line = only((log) => log.warning('one\ntwo'));
    expect(Object.keys(line).sort()).toEqual([...keys].sort());
    expect(line).toEqual({
      level: 'warning',
      pid: 42,
      logger_name: 'tap-asana',
      ts: 1_700_000_000.1,
      thread_name: 'MainThread',
      app_name: 'tap-asana',
      stream_name: null,
      message: 'one\ntwo',
      extra: {},
    });
  });

  test('names the stream', () => {
    expect(only((log) => log.stream('tasks').info('x'))).toMatchObject({
      logger_name: 'tap-asana.tasks',
      stream_name: 'tasks',
    });
  });

  test('takes a metric apart', () => {
    const metric = { type: 'timer', metric: 'sync_duration', value: 1.5, tags: { stream: 'tasks' } } as const;
    expect(only((log) => log.metric(metric))).toMatchObject({
      message: 'METRIC',
      metric_info: metric,
      stream_name: 'tasks',
    });
  });

  test('takes an error apart, with all four keys of each frame', () => {
    const line = only((log) => log.critical('failed', new TypeError('outer', { cause: new Error('inner') })));
    expect(line).toMatchObject({
      exception: { type: 'TypeError', module: 'tap-asana', message: 'outer', cause: { message: 'inner' } },
    });
    expect(line).not.toHaveProperty('exception.cause.cause');
    const { traceback } = line['exception'] as { traceback: object[] };
    expect(traceback.length).toBeGreaterThan(0);
    for (const frame of traceback) {
      expect(frame).toEqual({
        filename: expect.stringMatching(/./),
        function: expect.any(String),
        lineno: expect.any(Number),
        line: '',
      });
    }
  });

  test('an error without a stack has no frames', () => {
    const error = new Error('plain');
    delete error.stack;
    expect(only((log) => log.critical('failed', error))).toMatchObject({ exception: { traceback: [] } });
  });

  test('leaves out an error that is its own cause', () => {
    const error = new Error('plain');
    error.cause = error;
    const line = only((log) => log.critical('still here', error));
    expect(line).toMatchObject({ level: 'critical', message: 'still here' });
    expect(line).not.toHaveProperty('exception');
  });
});
