import { expect, it } from 'vitest';
import { chatUrl } from '../../../src/chat/acs/chat-url.ts';

it('encodes the thread id and not the verb', () => {
  expect(chatUrl('19:abc_def-1@thread.v2', '/participants/:remove')).toBe(
    '/chat/threads/19%3Aabc_def-1%40thread.v2/participants/:remove?api-version=2025-03-15',
  );
});

it('never lets a thread id lead to another path', () => {
  const { pathname, search } = new URL(chatUrl('../../identities?x=#y'), 'https://acs.example');
  expect(pathname).toBe('/chat/threads/..%2F..%2Fidentities%3Fx%3D%23y');
  expect(search).toBe('?api-version=2025-03-15');
});
