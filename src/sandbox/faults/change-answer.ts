import { API_BASE } from '../http/api.ts';
import type { ParsedRequest, SandboxAnswer, WholeAnswer } from '../http/messages.ts';
import type { Fault } from './rule.ts';

/** An answer as a fault leaves it; unchanged by faults that stand in an answer's place. */
export function changeAnswer(fault: Fault, answer: SandboxAnswer, request: ParsedRequest): SandboxAnswer {
  if (answer.kind !== 'answer') return answer;
  switch (fault.type) {
    case 'cut': {
      const bytes = Buffer.from(answer.body);
      const body = bytes.subarray(0, Math.floor(bytes.length * (fault.share ?? 0.5))).toString();
      return { ...answer, kind: 'cut', body, length: bytes.length };
    }
    case 'slow':
      return { ...answer, delayMs: (answer.delayMs ?? 0) + fault.ms };
    case 'headers': {
      const drop = new Set(fault.drop?.map((name) => name.toLowerCase()));
      const left = Object.entries(answer.headers).filter(([name]) => !drop.has(name.toLowerCase()));
      return { ...answer, headers: { ...Object.fromEntries(left), ...fault.set } };
    }
    case 'repeat-page':
      return repeatPage(answer, request);
    case 'patch-rows':
      return rewrite(answer, (body) => ({ ...body, data: patch(body['data'], fault.set) }));
    default:
      return answer;
  }
}

function repeatPage(answer: WholeAnswer, request: ParsedRequest): WholeAnswer {
  const offset = request.query.get('offset');
  if (offset === undefined) return answer;
  const path = `${request.path.slice(API_BASE.length)}?${new URLSearchParams([...request.query])}`;
  const uri = `${request.origin}${API_BASE}${path}`;
  return rewrite(answer, (body) => ({ ...body, next_page: { offset, path, uri } }));
}

function patch(data: unknown, set: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(data)) return data.map((row) => patch(row, set));
  return typeof data === 'object' && data !== null ? { ...data, ...set } : data;
}

function rewrite(answer: WholeAnswer, change: (body: Record<string, unknown>) => Record<string, unknown>): WholeAnswer {
  if (answer.status !== 200) return answer;
  return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body) as Record<string, unknown>)) };
}
