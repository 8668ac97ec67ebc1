import { expect, test } from 'vitest';
import { activateVersionMessage, recordMessage, schemaMessage, stateMessage } from '../../src/singer/messages.ts';

const schema = { type: 'object', properties: { gid: { type: 'string' } } };

test('the type is the first key of every message', () => {
  const messages = [
    schemaMessage('tasks', schema, ['gid']),
    recordMessage('tasks', { gid: '1' }, '2026-11-20T08:00:00.000Z'),
    stateMessage({}),
    activateVersionMessage('tasks', 1),
  ];
  expect(messages.map((message) => Object.keys(message)[0])).toEqual(['type', 'type', 'type', 'type']);
});

test('SCHEMA names the bookmark property if there is one', () => {
  expect(schemaMessage('tasks', schema, ['gid'], 'modified_at')).toEqual({
    type: 'SCHEMA',
    stream: 'tasks',
    schema,
    key_properties: ['gid'],
    bookmark_properties: ['modified_at'],
  });
  expect(schemaMessage('users', schema, ['gid'])).not.toHaveProperty('bookmark_properties');
});

test('RECORD has a version only if its table will be closed', () => {
  const at = '2026-11-20T08:00:00.000Z';
  expect(recordMessage('tasks', { gid: '1' }, at)).toEqual({
    type: 'RECORD',
    stream: 'tasks',
    record: { gid: '1' },
    time_extracted: at,
  });
  expect(recordMessage('tasks', { gid: '1' }, at, 7)).toMatchObject({ version: 7 });
});
