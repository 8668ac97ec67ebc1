import { randomBytes } from 'node:crypto';
import { chmod, chown, readFile, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../json/is-object.ts';

/**
 * Puts a new refresh token into the config file that the old one came from, all of it or nothing: a crash leaves either
 * the old file or the new one. Everything else in the file stays as it is, its mode too; a link stays a link.
 * @param file path of a config file holding a JSON object
 * @throws whatever the file system says (its folder has to be writable), or an error with the code ENOTSUP where there is
 *   no file to keep it in: reading a named pipe once more would wait for ever; the caller warns, because the run itself
 *   can go on
 */
export async function writeBackRefreshToken(file: string, refreshToken: string): Promise<void> {
  const target = await realpath(file);
  const found = await stat(target);
  if (!found.isFile()) throw Object.assign(new Error(`${target} is no regular file`), { code: 'ENOTSUP' });
  const { mode, uid, gid } = found;
  const changed = withRefreshToken(await readFile(target, 'utf8'), refreshToken);
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, changed, { mode: 0o600, flush: true });
    // Only root can give files away; anybody else it belongs to already, or cannot be helped.
    await chown(temporary, uid, gid).catch(() => undefined);
    await chmod(temporary, mode & 0o7777);
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/**
 * @param text a config file's: a JSON object, perhaps behind a byte order mark
 * @returns the same text with another refresh token, the rest to the letter: people write their own spaces, and numbers
 *   longer than JavaScript's
 * @throws SyntaxError if it is no JSON object
 */
export function withRefreshToken(text: string, refreshToken: string): string {
  const json = text.replace(/^\ufeff/, '');
  const config: unknown = JSON.parse(json);
  if (!isObject(config)) throw new SyntaxError('no JSON object');
  const wanted = { ...config, refresh_token: refreshToken };
  for (const match of json.matchAll(/"refresh_token"\s*:\s*(?="(?:[^"\\]|\\.)*")/g)) {
    const from = match.index + match[0].length;
    const rest = json.slice(from).replace(/^"(?:[^"\\]|\\.)*"/, () => JSON.stringify(refreshToken));
    const changed = json.slice(0, from) + rest;
    // It may have been the same name somewhere deeper.
    if (isDeepStrictEqual(JSON.parse(changed), wanted)) return changed;
  }
  const indent = /^\s*\{\s*\n([ \t]+)"/.exec(json)?.[1];
  return `${JSON.stringify(wanted, null, indent)}\n`;
}
