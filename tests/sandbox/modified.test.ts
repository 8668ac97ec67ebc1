import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/sandbox/edit/change.ts';
import { openSandbox, START } from './open-sandbox.ts';

/** What a change did to a task: moved `modified_at`, or only counts for `modified_since`, or neither. */
function effect(change: Change, of = 'task:0', before: readonly Change[] = []): string {
  const { sandbox, pass } = openSandbox({ sizes: { placedSubtasks: 0 } });
  for (const each of before) sandbox.edit(each);
  const index = Number(of.split(':')[1]);
  pass(1000);
  sandbox.edit(change);
  const { modifiedAt, touchedAt } = sandbox.world.tasks.get(index);
  expect(touchedAt).toBe(sandbox.world.touchedAt(index));
  if (modifiedAt === START + 1000) return 'modified';
  return touchedAt === START + 1000 ? 'touched' : 'untouched';
}

const task = 'task:0';
const elsewhere = (() => {
  const { sandbox } = openSandbox();
  const home = sandbox.world.tasks.get(0).homes[0]?.project;
  return [`project:${home}`, `project:${home === 1 ? 2 : 1}`] as const;
})();
const [home, other] = elsewhere;

describe('modified_at moves, and modified_since counts', () => {
  test.each<Change>([
    { type: 'rename-task', task, name: 'New' },
    { type: 'describe-task', task, notes: 'New' },
    { type: 'complete-task', task },
    { type: 'assign-task', task, assignee: 'user:1' },
    { type: 'assign-task', task, assignee: null },
    { type: 'set-custom-field', task, field: 'custom_field:0', value: 'New' },
    { type: 'add-story', task, text: 'Hello' },
    { type: 'delete-story', story: 'story:1' },
  ])('$type', (change) => {
    expect(effect(change)).toBe('modified');
  });
});

describe('modified_at stays, but modified_since counts', () => {
  test.each<Change>([
    { type: 'add-to-project', task, project: other },
    { type: 'remove-from-project', task, project: home },
    { type: 'move-task', task, from: home, to: other },
    { type: 'tag-task', task, tag: 'tag:0' },
    { type: 'untag-task', task, tag: 'tag:0' },
    { type: 'set-parent', task, parent: 'task:3' },
    { type: 'edit-story', story: 'story:0', text: 'Edited', touch: true },
    { type: 'delete-project', project: home },
  ])('$type', (change) => {
    expect(effect(change, task, [{ type: 'assign-task', task, assignee: 'user:1' }])).toBe('touched');
  });
});

describe('nothing moves', () => {
  const child: Change = { type: 'add-task', parent: task };
  test.each<[string, Change, readonly Change[]]>([
    ['a subtask is added', child, []],
    ['a subtask is renamed', { type: 'rename-task', task: 'task:130', name: 'New' }, [child]],
    ['a subtask is deleted', { type: 'delete-task', task: 'task:130' }, [child]],
    ['a subtask becomes a task', { type: 'set-parent', task: 'task:130', parent: null }, [child]],
    ['a comment is added to a subtask', { type: 'add-story', task: 'task:130' }, [child]],
    ['a comment is edited', { type: 'edit-story', story: 'story:0', text: 'Edited' }, []],
    ['its project is renamed', { type: 'rename-project', project: home, name: 'New' }, []],
    ['its project is archived', { type: 'archive-project', project: home }, []],
    ['its project is shared', { type: 'share-project', project: home }, []],
    ['a tag is renamed', { type: 'rename-tag', tag: 'tag:0', name: 'New' }, []],
    ['a section is renamed', { type: 'rename-section', section: 'section:0', name: 'New' }, []],
  ])('when %s', (_, change, before) => {
    expect(effect(change, task, before)).toBe('untouched');
  });
});

test('a subtask that becomes a task counts for modified_since itself', () => {
  const child: Change = { type: 'add-task', parent: task };
  expect(effect({ type: 'set-parent', task: 'task:130', parent: null }, 'task:130', [child])).toBe('touched');
});

test('a project’s modified_at moves with its own fields, not with its tasks', () => {
  const at = (change: Change) => {
    const { sandbox, pass } = openSandbox();
    pass(1000);
    sandbox.edit(change);
    return sandbox.world.projects.get(0).modifiedAt === START + 1000;
  };
  expect(at({ type: 'rename-project', project: 'project:0', name: 'New' })).toBe(true);
  expect(at({ type: 'archive-project', project: 'project:0' })).toBe(true);
  expect(at({ type: 'unarchive-project', project: 'project:0' })).toBe(true);
  expect(at({ type: 'add-task', projects: ['project:0'] })).toBe(false);
  expect(at({ type: 'add-section', project: 'project:0' })).toBe(false);
  expect(at({ type: 'hide-project', project: 'project:0' })).toBe(false);
});

test('a row of modified_since may carry a modified_at that is older', () => {
  const { sandbox, pass, all, gid } = openSandbox();
  pass(1000);
  sandbox.edit({ type: 'add-to-project', task, project: other });
  const since = new Date(START + 1000).toISOString();
  const project = gid('project', Number(other.split(':')[1]));
  const rows = all('/tasks', { project, modified_since: since, opt_fields: 'modified_at' });
  expect(rows.map((row) => row.gid)).toEqual([gid('task', 0)]);
  expect(String(rows[0]?.['modified_at']) < since).toBe(true);
});
