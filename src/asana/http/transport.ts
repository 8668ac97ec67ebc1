import Agent from 'undici/lib/dispatcher/agent.js';
import { ConfigError } from '../../errors.ts';
import { dispatch, type RawAnswer } from './dispatch.ts';

/** Sends one request. The web's `fetch` does for one, and so does what tests and the simulator give. */
export type Send = (url: string, init: RequestInit) => Promise<RawAnswer>;

export interface Transport {
  readonly fetch: Send;
  /** Ends what is under way. */
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Sends requests over a connection pool of our own: as many connections as there are places, kept alive, through
 * a proxy when the environment names one. Of undici's own time limits only that on connecting is left, ten seconds: the
 * client's one limit covers a request from its first byte to its last.
 * @param environment `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` and their lower-case forms, which come first, are looked
 *   at; as undici has it, `HTTP_PROXY` alone is for https too
 * @param connections at most so many at once
 * @throws ConfigError if a proxy is no URL; it is not repeated, since there may be a password in it
 */
export async function createTransport(environment: Environment, connections: number): Promise<Transport> {
  const limits = { connections, headersTimeout: 0, bodyTimeout: 0 };
  const httpsProxy = proxyUrl(environment, 'HTTPS_PROXY');
  const httpProxy = proxyUrl(environment, 'HTTP_PROXY');
  const noProxy = variable(environment, 'NO_PROXY');
  const isProxied = httpsProxy !== '' || httpProxy !== '';
  // Each is given, be it empty: what is not, undici takes from the environment of the process.
  const dispatcher = isProxied
    ? new (await import('undici')).EnvHttpProxyAgent({ ...limits, httpsProxy, httpProxy, noProxy })
    : new Agent(limits);
  return {
    fetch: (url, init) => dispatch(dispatcher, url, init),
    close: () => dispatcher.destroy(),
  };
}

function variable(environment: Environment, name: string): string {
  return (environment[name.toLowerCase()] || environment[name] || '').trim();
}

/** @returns '' if there is none; without a scheme, as curl takes it too, it is http */
function proxyUrl(environment: Environment, name: string): string {
  const value = variable(environment, name);
  if (value === '') return '';
  const url = value.includes('://') ? value : `http://${value}`;
  if (isProxy(url)) return url;
  throw new ConfigError([`${name} is not the URL of a proxy such as http://proxy.example:3128`]);
}

/** undici decodes user and password, and throws at a `%` that stands for itself. */
function isProxy(url: string): boolean {
  if (!URL.canParse(url) || !/^https?:/.test(url)) return false;
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(`${username}:${password}`);
    return true;
  } catch {
    return false;
  }
}
