import { expect, test } from 'vitest';
import { baseUrl, isAllowedUrl } from '../../src/config/url.ts';

test.each([
  'https://app.asana.com/api/1.0',
  'http://localhost:1',
  'http://127.0.0.1:80/x',
  'http://127.9.9.9',
  'http://[::1]:9',
])('the token may go to %s', (url) => {
  expect(isAllowedUrl(url)).toBe(true);
});

test.each([
  'http://app.asana.com',
  'http://localhost.example.com',
  'http://notlocalhost',
  'http://127.0.0.1.example.com',
  'http://10.0.0.1',
  'ftp://localhost',
  'https://user:pass@app.asana.com',
  'https://user@app.asana.com',
  'https://:pass@app.asana.com',
  'https://app.asana.com/?a=1',
  'https://app.asana.com/#a',
  'app.asana.com',
  '',
])('the token may not go to %j', (url) => {
  expect(isAllowedUrl(url)).toBe(false);
});

test.each([
  ['https://a/b//', 'https://a/b'],
  ['https://a', 'https://a'],
  ['https://a/b/?', 'https://a/b'],
  ['https://a/b#', 'https://a/b'],
  [' HTTPS://App.Asana.com:443/api/../a b', 'https://app.asana.com/a%20b'],
])('%j is asked at %s', (given, base) => {
  expect(baseUrl(given)).toBe(base);
});
