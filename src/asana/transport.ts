import { Agent, EnvHttpProxyAgent } from 'undici';

/** The part of the web's `fetch` that the program uses; tests and the simulator give their own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * The built-in `fetch` over a connection pool of our own: as many connections as there are places, kept alive, through
 * a proxy when the environment names one. undici's own time limits are off: the client's one limit covers a request
 * from its first byte to its last.
 * @param environment `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` and their lower-case forms are looked at
 */
export function createTransport(
  environment: Readonly<Record<string, string | undefined>>,
  connections: number,
): { fetch: Fetch; close(): Promise<void> } {
  const limits = { connections, headersTimeout: 0, bodyTimeout: 0 };
  const proxied = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'].some((name) => environment[name]);
  const dispatcher = proxied ? new EnvHttpProxyAgent(limits) : new Agent(limits);
  return {
    // Typed apart: the built-in fetch has the types of the undici it was built with, which is an older one.
    fetch: (url, init) => fetch(url, { ...init, dispatcher: dispatcher as never }),
    close: () => dispatcher.destroy(),
  };
}
