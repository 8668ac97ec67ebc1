import { describe, expect, test } from 'vitest';
import { openSandbox, type Row } from './open-sandbox.ts';

const everyone = { plan: 'enterprise', serviceAccount: true } as const;

function open(sizes = {}) {
  const opened = openSandbox({ ...everyone, sizes });
  const path = `/workspaces/${opened.gid('workspace', 0)}/audit_log_events`;
  const next = (page: { readonly nextPage: Row | null | undefined }) => String(page.nextPage?.['offset']);
  return { ...opened, path, next };
}

describe('the audit log', () => {
  test('is for service accounts of enterprises', () => {
    const { path, gid } = open();
    expect(openSandbox({ plan: 'enterprise' }).get(path).status).toBe(403);
    expect(openSandbox({ serviceAccount: true }).get(path).status).toBe(403);
    expect(openSandbox(everyone).get(path).status).toBe(200);
    expect(openSandbox(everyone).get(path.replace(gid('workspace', 0), '1')).status).toBe(404);
  });

  test('is in the order of time, and in pages even if none are asked for', () => {
    const { get, path } = open();
    const whole = get(path);
    expect(whole.list).toHaveLength(150);
    const times = whole.list.map((row) => String(row['created_at']));
    expect(times).toEqual([...times].sort());
    expect(whole.nextPage).toMatchObject({ offset: expect.any(String) });
    expect(get(path, { limit: 101 }).status).toBe(400);
  });

  test('has a next page for ever: an empty one is its end, and goes on when something happens', () => {
    const { get, path, next, sandbox, pass } = open();
    const first = get(path, { limit: 100 });
    const second = get(path, { limit: 100, offset: next(first) });
    expect([first.list.length, second.list.length]).toEqual([100, 50]);
    let last = get(path, { limit: 100, offset: next(second) });
    expect(last.list).toEqual([]);
    for (let day = 0; day < 3; day += 1) {
      pass(86_400_000);
      last = get(path, { limit: 100, offset: next(last) });
      expect([last.status, last.list]).toEqual([200, []]);
    }
    sandbox.edit({ type: 'add-audit-event', event: 'task_deleted' });
    const later = get(path, { limit: 100, offset: next(last) });
    expect(later.list).toMatchObject([{ event_type: 'task_deleted' }]);
    expect(get(path, { limit: 100, offset: next(later) }).list).toEqual([]);
  });

  test('says the same of an event whatever comes after it', () => {
    const { get, path, sandbox } = open();
    const before = get(path).list;
    sandbox.edit({ type: 'add-task', projects: ['project:0'] });
    expect(get(path).list).toEqual(before);
  });

  test('has no next page where nothing fits', () => {
    const { get, path } = open();
    expect(get(path, { limit: 100, event_type: 'nothing_like_it' }).nextPage).toBeNull();
    expect(openSandbox({ ...everyone, sizes: { auditEvents: 0 } }).get(path, { limit: 100 }).nextPage).toBeNull();
  });

  test('is filtered by time: the first moment counts, the last does not', () => {
    const { get, path } = open();
    const rows = get(path).list;
    const [from, to] = [String(rows[10]?.['created_at']), String(rows[20]?.['created_at'])];
    expect(get(path, { start_at: from, end_at: to }).list).toEqual(rows.slice(10, 20));
  });

  test('is filtered by event, actor and object, in any combination', () => {
    const { get, path, gid } = open();
    const rows = get(path).list as (Row & { actor: Row; resource: Row })[];
    const type = String(rows[0]?.['event_type']);
    const fits = (query: Record<string, string>) => get(path, query).list;
    expect(fits({ event_type: type })).toEqual(rows.filter((row) => row['event_type'] === type));
    expect(fits({ actor_type: 'asana' })).toEqual(rows.filter((row) => row.actor['actor_type'] === 'asana'));
    const actor = gid('user', 1);
    expect(fits({ actor_gid: actor, event_type: type })).toEqual(
      rows.filter((row) => row.actor.gid === actor && row['event_type'] === type),
    );
    const object = rows[0]?.resource.gid ?? '';
    expect(fits({ resource_gid: object })).toEqual(rows.filter((row) => row.resource.gid === object));
  });
});

test('other lists end, and forget their offsets', () => {
  const { get, gid, pass, next } = open();
  const query = { workspace: gid('workspace', 0), entered_on_start_date: '2000-01-01', limit: 50 };
  const first = get('/time_tracking_entries', query);
  const offset = next(first);
  expect(get('/time_tracking_entries', { ...query, offset }).nextPage).toBeNull();
  pass(900_000);
  expect(get('/time_tracking_entries', { ...query, offset }).message).toContain('expired');
});
