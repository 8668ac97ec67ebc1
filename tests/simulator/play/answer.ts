import type { SandboxAnswer } from '../../../src/sandbox/http/messages.ts';

/**
 * The part of a `Response` that the program uses. The built-in one costs more than everything else in a simulated
 * request together.
 * @throws TypeError with a `cause`, as `fetch` does, where the connection broke
 */
export function responseOf(answer: Exclude<SandboxAnswer, { kind: 'stall' }>): Response {
  if (answer.kind === 'reset') throw broken('fetch failed', 'ECONNRESET');
  const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const light = {
    status: answer.status,
    headers: { get: (name: string) => headers.get(name.toLowerCase()) ?? null },
    text: async () => {
      if (answer.kind === 'cut') throw broken('terminated', 'UND_ERR_SOCKET');
      return answer.body;
    },
  };
  return light as unknown as Response;
}

function broken(message: string, code: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(code), { code }) });
}
