import { randomBytes } from 'node:crypto';
import { chmod, readFile, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';

/**
 * Puts a new refresh token into the config file that the old one came from, all of it or nothing: a crash leaves either
 * the old file or the new one. The file keeps its mode and its other keys; a link stays a link.
 * @param file path of a config file holding a JSON object
 * @throws whatever the file system says; the caller warns, because the run itself can go on
 */
export async function writeBackRefreshToken(file: string, refreshToken: string): Promise<void> {
  const target = await realpath(file);
  const { mode } = await stat(target);
  const text = await readFile(target, 'utf8');
  const config = JSON.parse(text) as Record<string, unknown>;
  const indent = /^\s*\{\s*\n([ \t]+)"/.exec(text)?.[1];
  const changed = JSON.stringify({ ...config, refresh_token: refreshToken }, null, indent);
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, `${changed}\n`, { mode: 0o600, flush: true });
    await chmod(temporary, mode & 0o7777);
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}
