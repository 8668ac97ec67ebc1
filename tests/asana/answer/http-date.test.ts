import { afterEach, describe, expect, it } from 'vitest';
import { parseHttpDate } from '../../../src/asana/answer/http-date.ts';

const zone = process.env['TZ'];

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe.each(['UTC', 'America/Los_Angeles', 'Asia/Tokyo'])('on a machine in %s', (machine) => {
  it.each([
    'Fri, 20 Nov 2026 08:00:42 GMT',
    'Friday, 20-Nov-26 08:00:42 GMT',
    'Fri Nov 20 08:00:42 2026',
    'Fri, 20 Nov 2026 08:00:42',
    'Fri, 20 Nov 2026 08:00:42 +0000',
    'Fri, 20 Nov 2026 09:00:42 +0100',
    '2026-11-20T08:00:42Z',
    '2026-11-20T09:00:42+01:00',
  ])('%s is one moment', (header) => {
    process.env['TZ'] = machine;
    expect(parseHttpDate(header)).toBe(Date.UTC(2026, 10, 20, 8, 0, 42));
  });
});

it.each([
  '',
  'yesterday',
  '1',
  '1 GMT',
  '2026-11-20 08:00:42 GMT',
  'Fri, 01 Jan 10000 00:00:00 GMT',
  '2026-11-20',
  '2026-11-20T08:00:42',
  'Mon, whenever',
  'Fri Nov 20 08:00:42 2026 PST',
])('%s is none', (header) => {
  expect(parseHttpDate(header)).toBeNaN();
});
