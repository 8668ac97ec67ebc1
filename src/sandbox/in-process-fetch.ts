import type { SandboxAnswer, SandboxRequest } from './http/messages.ts';
import type { Sandbox } from './sandbox.ts';

/** Waits on whatever clock there is. Rejects with the signal's reason when it aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

interface FetchOptions {
  /** How latency passes; without it answers come at once. */
  readonly sleep?: Sleep;
}

/**
 * A `fetch` that asks a sandbox in the same process: no socket, and no time but that of `sleep`. Connections that break
 * reject with a TypeError whose cause has a `code`, like the built-in one; an aborted signal rejects with its reason.
 */
export function sandboxFetch(sandbox: Sandbox, options: FetchOptions = {}): typeof fetch {
  return async (input, init) => {
    const signal = init?.signal ?? undefined;
    signal?.throwIfAborted();
    const request = asRequest(input, init);
    const end = sandbox.begin(request);
    try {
      const answer = sandbox.handle(request);
      if (answer.kind === 'stall') return await never(signal);
      const delayMs = answer.kind === 'reset' ? 0 : (answer.delayMs ?? 0);
      if (options.sleep && delayMs > 0) await options.sleep(delayMs, signal);
      signal?.throwIfAborted();
      return asResponse(answer);
    } finally {
      end();
    }
  };
}

function asRequest(input: string | URL | Request, init: RequestInit | undefined): SandboxRequest {
  const url = new URL(input instanceof Request ? input.url : input);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  const { body } = init ?? {};
  if (body instanceof URLSearchParams && !headers.has('content-type')) {
    headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
  }
  return {
    method: init?.method ?? (input instanceof Request ? input.method : 'GET'),
    url: url.pathname + url.search,
    headers: { host: url.host, ...Object.fromEntries(headers) },
    body: body === undefined || body === null ? '' : String(body),
    origin: url.origin,
  };
}

function asResponse(answer: Exclude<SandboxAnswer, { kind: 'stall' }>): Response {
  if (answer.kind === 'answer') return new Response(answer.body, { status: answer.status, headers: answer.headers });
  if (answer.kind === 'cut') {
    return new Response(cutStream(answer.body), { status: answer.status, headers: answer.headers });
  }
  throw broken('ECONNRESET', 'read ECONNRESET');
}

/** A body that delivers what it has, then breaks as undici's does when the other side closes. */
function cutStream(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
    },
    pull(controller) {
      controller.error(broken('UND_ERR_SOCKET', 'other side closed', 'terminated'));
    },
  });
}

function broken(code: string, cause: string, message = 'fetch failed'): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(cause), { code }) });
}

function never(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
