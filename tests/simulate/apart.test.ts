import { expect, it } from 'vitest';
import { beginsApart, isBelowTask } from '../simulator/judge/apart.ts';

const BEFORE = '2026-11-20T08:00:00.000Z';
const START = '2026-11-21T08:00:00.000Z';
const AFTER = '2026-11-22T08:00:00.000Z';

it.each([
  ['a list goes on from before start_date', { partitions: { p: BEFORE } }, START, true],
  ['a list is swept from before it', { partitions: { p: AFTER }, swept: { p: BEFORE } }, START, true],
  ['a list was begun at another one', { open: { p: `${AFTER}|${BEFORE}|7` } }, START, true],
  ['a list was begun at one that is gone', { open: { p: `${AFTER}|${BEFORE}|7` } }, undefined, true],
  ['a task was refused at another one', { refused: ['7'], cut: [`${BEFORE}|7`] }, START, true],
  ['a task was refused without one', { refused: ['7'] }, START, true],
  ['all begin there', { partitions: { p: AFTER, q: '' }, open: { q: `${AFTER}|${START}|7` } }, START, false],
  ['a task was refused there', { refused: ['7'], cut: [`${START}|7`] }, START, false],
  ['there is none', { partitions: { p: BEFORE }, open: { q: `${AFTER}||7` }, refused: ['7'] }, undefined, false],
])('whether lists begin apart: %s', (_, stories, start, expected) => {
  const at = start === undefined ? undefined : Date.parse(start);
  expect(beginsApart({ bookmarks: { tasks: {}, stories } }, at)).toBe(expected);
});

it('no lists begin apart without a state', () => {
  expect(beginsApart(undefined, Date.parse(START))).toBe(false);
});

it.each([
  ['/tasks/12/stories?limit=100', true],
  ['/tasks/12/subtasks', true],
  ['/attachments?parent=12', true],
  ['/tasks?project=12', false],
  ['/projects/12/sections', false],
])('whether a list hangs on a task: %s', (url, expected) => {
  expect(isBelowTask(`http://127.0.0.1:1/api/1.0${url}`)).toBe(expected);
});
