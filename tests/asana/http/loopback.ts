import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server on loopback, closed with the test. */
export interface Loopback {
  readonly url: string;
  /** Connections that were ever opened. */
  readonly opened: () => number;
  /** The largest number of connections open at once. */
  readonly mostOpen: () => number;
  readonly requests: readonly IncomingMessage[];
}

/** Serves whatever the handler answers. */
export async function serve(handler: RequestListener): Promise<Loopback> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    handler(request, response);
  });
  return { ...(await listen(server)), requests };
}

/** A proxy that tunnels, and remembers where to. */
export async function serveProxy(): Promise<Loopback & { readonly tunnels: readonly string[] }> {
  const tunnels: string[] = [];
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const target = request.url ?? '';
    tunnels.push(target);
    const [host, port] = target.split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    const end = () => {
      upstream.destroy();
      client.destroy();
    };
    upstream.on('error', end).on('close', end);
    client.on('error', end).on('close', end);
  });
  return { ...(await listen(server)), requests: [], tunnels };
}

async function listen(server: Server): Promise<Omit<Loopback, 'requests'>> {
  let opened = 0;
  let open = 0;
  let mostOpen = 0;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    opened += 1;
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    sockets.add(socket);
    socket.on('close', () => {
      open -= 1;
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, opened: () => opened, mostOpen: () => mostOpen };
}
