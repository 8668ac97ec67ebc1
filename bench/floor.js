// The least a tap can do: ask for the same pages, parse them, print their rows. `node bench/floor.js PAGES` where PAGES is
// a JSON file `{url, token, paths}`; the lines go to stdout. It checks nothing, remembers nothing and picks nothing.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Agent } from 'undici';

const AT_ONCE = 20;
const CHUNK_CHARACTERS = 64 * 1024;

const { url, token, paths } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' };
const agent = new Agent({ connections: AT_ONCE });
const left = paths.values();
let chunk = '';
await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(chunk);
await agent.close();

async function work() {
  for (const path of left) {
    const answer = await agent.request({ origin: url, path, method: 'GET', headers });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    const text = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes).toString() : bytes.toString();
    const { data } = JSON.parse(text);
    const time_extracted = new Date().toISOString();
    const stream = path.split('?', 1)[0].split('/').at(-1);
    for (const record of Array.isArray(data) ? data : [data]) {
      chunk += `${JSON.stringify({ type: 'RECORD', stream, record, time_extracted })}\n`;
    }
    if (chunk.length < CHUNK_CHARACTERS) continue;
    const lines = chunk;
    chunk = '';
    if (!process.stdout.write(lines)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}
