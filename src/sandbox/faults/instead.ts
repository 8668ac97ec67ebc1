import { jsonAnswer, type ParsedRequest, type SandboxAnswer } from '../http/messages.ts';
import { expiredOffset } from '../http/offset-token.ts';
import { errorBody, RATE_LIMIT_MESSAGE } from '../http/refusal.ts';
import type { Fault } from './rule.ts';

/** What a fault answers in the API's place, or null for one that only changes the API's own answer. */
export function answerInstead(fault: Fault, request: ParsedRequest): SandboxAnswer | null {
  switch (fault.type) {
    case 'status': {
      const headers = fault.headers ?? {};
      if (fault.body !== undefined) return { kind: 'answer', status: fault.status, headers, body: fault.body };
      return jsonAnswer(fault.status, errorBody(fault.status, fault.message ?? `Sandbox fault ${fault.status}`), {
        ...headers,
      });
    }
    case 'html':
      return {
        kind: 'answer',
        status: fault.status ?? 502,
        headers: { 'content-type': 'text/html' },
        body: '<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>',
      };
    case 'rate-limit': {
      const seconds = fault.retryAfter === undefined ? 30 : fault.retryAfter;
      return jsonAnswer(
        429,
        errorBody(429, RATE_LIMIT_MESSAGE),
        seconds === null ? {} : { 'retry-after': String(seconds) },
      );
    }
    case 'expired-offset':
      return request.query.has('offset') ? jsonAnswer(400, errorBody(400, expiredOffset().message)) : null;
    case 'reset':
      return { kind: 'reset' };
    case 'stall':
      return { kind: 'stall' };
    default:
      return null;
  }
}
