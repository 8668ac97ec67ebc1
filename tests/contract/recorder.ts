import type { SandboxRequest } from '../../src/sandbox/http/messages.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Fetch } from '../support/fetch.ts';
import { templateOf } from './specification.ts';

/** A request for the API as it was sent, without its base. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  /** As it was encoded. */
  readonly query: string;
}

const BASE = '/api/1.0';

/** Keeps one request of each shape: method, path template, parameters with the form of their values, `opt_fields`. */
export class Recorder {
  readonly #shapes = new Map<string, Recorded>();
  #taken = 0;

  /** One request of each distinct shape, in the order they were first seen. */
  get distinct(): readonly Recorded[] {
    return [...this.#shapes.values()];
  }

  /** @returns those that were not taken before */
  takeNew(): readonly Recorded[] {
    const fresh = this.distinct.slice(this.#taken);
    this.#taken += fresh.length;
    return fresh;
  }

  /** @param url as in a request line; what is not below the API's base is no concern of the specification */
  add(method: string, url: string): void {
    const { pathname, search, searchParams } = new URL(url, 'http://127.0.0.1');
    if (!pathname.startsWith(`${BASE}/`)) return;
    const path = pathname.slice(BASE.length);
    const values = [...searchParams].map(([name, value]) => [name, formOf(name, value)]).sort();
    const shape = JSON.stringify([method, templateOf(path) ?? path, values]);
    if (!this.#shapes.has(shape)) this.#shapes.set(shape, { method, path, query: search.slice(1) });
  }

  /** A sandbox whose requests are recorded. */
  listenTo(sandbox: Sandbox): Sandbox {
    const handle = (request: SandboxRequest) => {
      this.add(request.method, request.url);
      return sandbox.handle(request);
    };
    return { ...sandbox, handle };
  }

  /** A `fetch` whose requests are recorded. */
  readonly wrap = (fetch: Fetch): Fetch => {
    return (input, init) => {
      this.add(init?.method ?? 'GET', String(input));
      return fetch(input, init);
    };
  };
}

/** What two values have in common that are sent for the same reason: `modified_since` of two days, limits of two digits. */
function formOf(name: string, value: string): string {
  if (name === 'opt_fields') return value;
  return name === 'offset' ? '' : value.replaceAll(/\d/g, '9').replace(/^9{12,}$/, 'gid');
}
