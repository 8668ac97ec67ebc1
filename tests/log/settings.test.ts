import { expect, test } from 'vitest';
import { readLogSettings } from '../../src/log/settings.ts';

function dictConfig(formatter: object, level: unknown = 'WARNING'): string {
  return JSON.stringify({
    version: 1,
    formatters: { singer_formatter: formatter },
    handlers: { default: { class: 'logging.StreamHandler', formatter: 'singer_formatter' } },
    root: { level, handlers: ['default'] },
  });
}

const structured = dictConfig({ '()': 'singer_sdk.logging.StructuredFormatter' });

function settings(env: Readonly<Record<string, string>>, file?: string) {
  return readLogSettings(env, () => {
    if (file === undefined) throw new Error('ENOENT');
    return file;
  });
}

test('INFO and text without a word in the environment', () => {
  expect(settings({})).toEqual({ level: 'INFO', format: 'text' });
});

test.each([
  [{ TAP_ASANA_LOGLEVEL: 'debug', LOGLEVEL: 'error' }, 'DEBUG'],
  [{ LOGLEVEL: 'Error' }, 'ERROR'],
  [{ LOGLEVEL: 'warn' }, 'WARNING'],
  [{ LOGLEVEL: 'FATAL' }, 'CRITICAL'],
  [{ TAP_ASANA_LOGLEVEL: 'nonsense', LOGLEVEL: 'error' }, 'ERROR'],
  [{ TAP_ASANA_LOGLEVEL: '' }, 'INFO'],
])('%j asks for %s', (env, level) => {
  expect(settings(env).level).toBe(level);
});

test.each([
  [
    { TAP_ASANA_LOGLEVEL: 'verbose' },
    'TAP_ASANA_LOGLEVEL is none of DEBUG, INFO, WARNING, ERROR, CRITICAL: taken for INFO',
  ],
  [{ TAP_ASANA_LOGLEVEL: 'Debug ' }, undefined],
  [{ TAP_ASANA_LOGLEVEL: ' ' }, undefined],
  [{ LOGLEVEL: 'verbose' }, undefined],
])('of %j is said: %s', (env, warning) => {
  expect(settings(env).warning).toBe(warning);
});

test("Meltano's file asks for structured lines and gives a level, over which the environment wins", () => {
  const env = { SINGER_SDK_LOG_CONFIG: 'f' };
  expect(settings(env, structured)).toEqual({ level: 'WARNING', format: 'structured' });
  expect(settings({ ...env, LOGLEVEL: 'debug' }, structured).level).toBe('DEBUG');
});

test('a bare format is taken as it is', () => {
  expect(settings({ SINGER_SDK_LOG_CONFIG: 'f' }, dictConfig({ format: '%(message)s' })).format).toBe('bare');
});

test.each([
  ['a missing file', undefined],
  ['YAML', 'version: 1'],
  ['nothing', ''],
  ['null', 'null'],
  ['an array', '[]'],
  ['another formatter', dictConfig({ format: '%(levelname)s %(message)s' }, 17)],
  ['handlers that are no list', '{"root":{"handlers":"default"}}'],
  ['a handler that is nowhere', '{"root":{"handlers":["x"]}}'],
])('%s is text at INFO', (_, file) => {
  expect(settings({ SINGER_SDK_LOG_CONFIG: 'f' }, file)).toEqual({ level: 'INFO', format: 'text' });
});
