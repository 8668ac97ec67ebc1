import type { ParsedRequest, SandboxAnswer } from '../../../src/sandbox/http/messages.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { DAY_MS } from '../../../src/sync/flat/days.ts';
import type { Rule } from './rules.ts';

/** Changes an answer before the tap sees it. */
type Change = (request: ParsedRequest, answer: SandboxAnswer) => SandboxAnswer;

/** @returns what has to be done to answers to switch a rule off; undefined where it is not done there */
export function answersWithout(rule: Rule | undefined, sandbox: Sandbox): Change | undefined {
  if (rule === 'changed') return (request, answer) => withoutUnmodified(sandbox, request, answer);
  return rule === 'days' ? withoutEarlier : undefined;
}

/** Rule `changed` switched off: a changed list without the rows whose `modified_at` does not say so. */
function withoutUnmodified(sandbox: Sandbox, { query }: ParsedRequest, answer: SandboxAnswer): SandboxAnswer {
  const since = query.get('modified_since');
  if (since === undefined) return answer;
  return keep(answer, ({ gid }) => {
    const object = sandbox.object(gid, 'modified_at') as { modified_at: string } | null;
    return object === null || Date.parse(object.modified_at) >= Date.parse(since);
  });
}

/** Rule `days` switched off: a list by days without the first 30. */
function withoutEarlier({ query }: ParsedRequest, answer: SandboxAnswer): SandboxAnswer {
  const from = query.get('entered_on_start_date');
  // The first reading has no bookmark.
  if (from === undefined || from === '1970-01-01') return answer;
  return keep(answer, ({ entered_on: day }) => Date.parse(day ?? '') >= Date.parse(from) + 30 * DAY_MS);
}

function keep(answer: SandboxAnswer, isKept: (row: { gid: string; entered_on?: string }) => boolean): SandboxAnswer {
  if (answer.kind !== 'answer' || answer.status !== 200) return answer;
  const body = JSON.parse(answer.body) as { data: { gid: string }[] };
  return { ...answer, body: JSON.stringify({ ...body, data: body.data.filter(isKept) }) };
}
