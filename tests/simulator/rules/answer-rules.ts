import type { ParsedRequest, SandboxAnswer } from '../../../src/sandbox/http/messages.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

/** Rule `changed` switched off: a changed list without the rows whose `modified_at` does not say so. */
export function withoutUnmodified(sandbox: Sandbox, request: ParsedRequest, answer: SandboxAnswer): SandboxAnswer {
  const since = request.query.get('modified_since');
  if (since === undefined || answer.kind !== 'answer' || answer.status !== 200) return answer;
  const body = JSON.parse(answer.body) as { data: { gid: string }[] };
  const isModified = ({ gid }: { gid: string }) => {
    const object = sandbox.object(gid, 'modified_at') as { modified_at: string } | null;
    return object === null || Date.parse(object.modified_at) >= Date.parse(since);
  };
  return { ...answer, body: JSON.stringify({ ...body, data: body.data.filter(isModified) }) };
}
