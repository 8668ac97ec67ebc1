import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { SandboxAnswer, SandboxRequest } from './http/messages.ts';
import type { Sandbox } from './sandbox.ts';

/** A sandbox that listens. */
export interface SandboxServer {
  /** `http://127.0.0.1:PORT`, without a path. */
  readonly url: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

const GZIP_FROM_BYTES = 1024;

/**
 * Serves a sandbox on loopback alone; port 0, the default, takes a free one. `latencyMs` is added to each answer. Rejects if
 * the port is taken.
 */
export async function startServer(
  sandbox: Sandbox,
  options: { readonly port?: number; readonly latencyMs?: number } = {},
): Promise<SandboxServer> {
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => serve(sandbox, options.latencyMs ?? 0, request, body, response),
      () => response.destroy(),
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function serve(
  sandbox: Sandbox,
  latencyMs: number,
  incoming: IncomingMessage,
  body: string,
  response: ServerResponse,
): void {
  const request: SandboxRequest = {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body,
  };
  const end = sandbox.begin(request);
  response.once('close', end);
  const answer = sandbox.handle(request);
  if (answer.kind === 'stall') return;
  const wait = (answer.kind === 'reset' ? 0 : (answer.delayMs ?? 0)) + latencyMs;
  if (wait <= 0) send(answer, request, response);
  else setTimeout(send, wait, answer, request, response);
}

function send(
  answer: Exclude<SandboxAnswer, { kind: 'stall' }>,
  request: SandboxRequest,
  response: ServerResponse,
): void {
  if (response.destroyed) return;
  if (answer.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  // Asana's date is the sandbox's clock, or missing: never Node's own.
  response.sendDate = false;
  if (answer.kind === 'cut') {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.length });
    response.write(answer.body, () => response.destroy());
    return;
  }
  // "Responses [are] compressed by sending an Accept-Encoding: gzip header in your request" (Asana forum, 69084).
  const text = Buffer.from(answer.body);
  const gzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && text.length >= GZIP_FROM_BYTES;
  const bytes = gzip ? gzipSync(text, { level: 1 }) : text;
  const encoding: Record<string, string> = gzip ? { 'content-encoding': 'gzip' } : {};
  response.writeHead(answer.status, { ...answer.headers, ...encoding, 'content-length': bytes.length });
  response.end(bytes);
}
