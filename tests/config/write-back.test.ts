import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, dictionary, jsonValue, property, string } from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withRefreshToken, writeBackRefreshToken } from '../../src/config/write-back.ts';

const CONFIG = `{
    "client_id":   "1",
    "workspaces": [12012012012012012012],
    "refresh_token": "old",
    "start_date": "2026-01-01"
}
`;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tap-asana-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function fileIn(path: string, text = CONFIG): string {
  const file = join(path, 'config.json');
  writeFileSync(file, text);
  chmodSync(file, 0o640);
  return file;
}

describe('a new refresh token in a config', () => {
  it('changes nothing else: neither order, nor spaces, nor long numbers', () => {
    expect(withRefreshToken(CONFIG, 'new')).toBe(CONFIG.replace('old', 'new'));
  });

  it('is escaped as JSON wants it', () => {
    const token = 'a"b\\c$&ü';
    expect(JSON.parse(withRefreshToken(CONFIG, token))).toMatchObject({ refresh_token: token });
  });

  it('is put where the config has it, not somewhere deeper or in a text', () => {
    const text = '{"x":{"refresh_token":"a"},"y":"\\"refresh_token\\": \\"b\\"","refresh_token" : "c"}';
    expect(withRefreshToken(text, 'new')).toBe(text.replace('"c"', '"new"'));
  });

  it('replaces the last one where there are two, which is the one that counts', () => {
    expect(withRefreshToken('{"refresh_token":"a","refresh_token":"b"}', 'new')).toBe(
      '{"refresh_token":"a","refresh_token":"new"}',
    );
  });

  it('is added with the file’s own indent where it was written in another way', () => {
    const text = '{\n  "refresh\\u005ftoken": "old",\n  "client_id": "1"\n}';
    expect(withRefreshToken(text, 'new')).toBe('{\n  "refresh_token": "new",\n  "client_id": "1"\n}\n');
  });

  it('drops a byte order mark, which JSON does not know', () => {
    expect(withRefreshToken(`\ufeff${CONFIG}`, 'new')).toBe(CONFIG.replace('old', 'new'));
  });

  it('is all that changes in any config', async () => {
    await assert(
      property(dictionary(string(), jsonValue()), string({ unit: 'grapheme' }), (config, token) => {
        const text = JSON.stringify({ ...config, refresh_token: 'old' }, null, 2);
        const before = JSON.parse(text) as Record<string, unknown>;
        expect(JSON.parse(withRefreshToken(text, token))).toEqual({ ...before, refresh_token: token });
      }),
    );
  });
});

describe('the file', () => {
  it('holds the new token, keeps its mode, and has nothing left beside it', async () => {
    const path = folder();
    const file = fileIn(path);
    await writeBackRefreshToken(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe(CONFIG.replace('old', 'new'));
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(path)).toEqual(['config.json']);
  });

  it.runIf(process.getuid?.() === 0)('stays with its owner when root replaces it', async () => {
    const file = fileIn(folder());
    chownSync(file, 1, 1);
    await writeBackRefreshToken(file, 'new');
    expect(statSync(file)).toMatchObject({ uid: 1, gid: 1 });
  });

  it('is replaced, not written into: whoever has it open reads the old one whole', async () => {
    const file = fileIn(folder());
    const { ino } = statSync(file);
    await writeBackRefreshToken(file, 'new');
    expect(statSync(file).ino).not.toBe(ino);
  });

  it('behind a link is replaced where it lies, and the link stays', async () => {
    const path = folder();
    const file = fileIn(path);
    const link = join(folder(), 'link.json');
    symlinkSync(file, link);
    await writeBackRefreshToken(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('"new"');
    expect(readdirSync(path)).toEqual(['config.json']);
  });

  it('that is missing, or no JSON object, is an error', async () => {
    const path = folder();
    await expect(writeBackRefreshToken(join(path, 'none.json'), 'new')).rejects.toThrow(/ENOENT/);
    await expect(writeBackRefreshToken(fileIn(path, 'refresh_token=old'), 'new')).rejects.toThrow(SyntaxError);
    await expect(writeBackRefreshToken(fileIn(path, '["old"]'), 'new')).rejects.toThrow(SyntaxError);
    expect(readdirSync(path)).toEqual(['config.json']);
  });

  it('that is a named pipe is an error, and is not waited for', async () => {
    const pipe = join(folder(), 'config.json');
    execFileSync('mkfifo', [pipe]);
    await expect(writeBackRefreshToken(pipe, 'new')).rejects.toMatchObject({ code: 'ENOTSUP' });
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  it('that cannot be replaced is an error, is as it was, and leaves nothing beside it', async () => {
    const path = folder();
    // A name so long that there is no room for the one beside it: refused to everybody, root included.
    const long = join(path, `${'x'.repeat(245)}.json`);
    writeFileSync(long, CONFIG);
    await expect(writeBackRefreshToken(long, 'new')).rejects.toThrow(/ENAMETOOLONG/);
    expect(readFileSync(long, 'utf8')).toBe(CONFIG);
    expect(readdirSync(path)).toEqual([`${'x'.repeat(245)}.json`]);
  });
});
