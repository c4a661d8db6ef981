import { expect, it } from 'vitest';
import { actionOf } from '../../../../../src/intake/formats/vendor/action-of.ts';
import type { Action } from '../../../../../src/moderation/moderation-event.ts';

const places = { participant: [], thread: [], words: ['key', 'value'] };
const of = (json: object, actionsFrom?: Record<string, Action>, action?: Action) =>
  actionOf(
    json,
    'item.action',
    { ...places, ...(action && { action }) },
    { name: 'tool', maxBatch: 1, actionsFrom },
  );

it.each([
  ['ban', 'ban'],
  ['Ban user', 'ban'],
  ['ban-user', 'ban'],
  ['KICK', 'remove'],
  ['kick_user', 'remove'],
  [' remove user ', 'remove'],
  ['remove_participant', 'remove'],
  ['unban', 'unban'],
  ['unban user', 'unban'],
])('%s means %s', (key, action) => {
  expect(of({ key })).toBe(action);
});

it.each([
  'remove',
  'reject',
  'block',
  'unblock',
  'shadow_ban',
  'banana',
  'mute',
  'constructor',
  '__proto__',
  '',
  7,
])('%s may mean anything, so it means nothing', (key) => {
  expect(of({ key })).toBeUndefined();
});

it('what the source says comes first, for any of the words and in any case', () => {
  expect(of({ key: 'ban' }, { BAN: 'remove' })).toBe('remove');
  expect(of({ key: 'tag', value: 'Spam' }, { spam: 'ban' })).toBe('ban');
  expect(of({ key: 'tag', value: 'spam' }, { 'item.action': 'ban' })).toBe('ban');
  expect(of({ key: 'tag' }, { other: 'ban' })).toBeUndefined();
});

it('without that only the first word names the action', () => {
  expect(of({ key: 'tag', value: 'ban' })).toBeUndefined();
  expect(of({ value: 'ban' })).toBe('ban');
});

it('an event that always means one action means it, whatever its words', () => {
  expect(of({ key: 'unban' }, undefined, 'remove')).toBe('remove');
  expect(of({ key: 'x' }, { x: 'ban' }, 'remove')).toBe('ban');
});

it('an event without any word means nothing', () => {
  expect(of({})).toBeUndefined();
});
