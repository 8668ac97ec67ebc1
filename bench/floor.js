// The least a tap can do: ask for the same pages, parse them, print their rows. `node bench/floor.js PAGES` where PAGES is
// a JSON file `{url, token, heads, tails, tailOf}` (world/pages.js); the lines go to stdout. It checks nothing, remembers
// nothing and picks nothing. Of undici it loads what our tap loads, and has V8 compile as that does: otherwise starting the
// loop takes longer than a short run.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Agent from 'undici/lib/dispatcher/agent.js';
import { compileLess } from '../dist/cli/compile-less.js';

const AT_ONCE = 20;
const CHUNK_CHARACTERS = 64 * 1024;

compileLess();
const { url, token, heads, tails, tailOf } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' };
const agent = new Agent({ connections: AT_ONCE });
const left = heads.entries();
let chunk = '';
await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(chunk);
await agent.close();

async function work() {
  for (const [index, head] of left) {
    const path = head + tails[tailOf[index]];
    const { data } = JSON.parse(await read(path));
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

function read(path) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let isPacked = false;
    agent.dispatch(
      { origin: url, path, method: 'GET', headers },
      {
        onRequestStart() {},
        onResponseStart(_controller, _status, given) {
          isPacked = given['content-encoding'] === 'gzip';
        },
        onResponseData(_controller, bytes) {
          chunks.push(bytes);
        },
        onResponseEnd() {
          const bytes = Buffer.concat(chunks);
          resolve((isPacked ? gunzipSync(bytes) : bytes).toString());
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}
