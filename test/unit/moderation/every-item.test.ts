import { expect, it } from 'vitest';
import { everyItem } from '../../../src/moderation/every-item.ts';
import type { Page } from '../../../src/moderation/ledger-lists.ts';

const pages: Record<string, Page<string>> = {
  '': { items: ['a', 'b'], continuation: 'two' },
  two: { items: [], continuation: 'three' },
  three: { items: ['c'] },
};
const asked: string[] = [];
const pageAfter = async (continuation = '') => {
  asked.push(continuation);
  return pages[continuation] ?? { items: [] };
};

it('gives the items of all pages, also of those after an empty one', async () => {
  expect(await Array.fromAsync(everyItem(pageAfter))).toEqual(['a', 'b', 'c']);
});

it('begins where it is told', async () => {
  expect(await Array.fromAsync(everyItem(pageAfter, 'three'))).toEqual(['c']);
});

it('asks for no page before it is needed', async () => {
  asked.length = 0;
  for await (const item of everyItem(pageAfter)) if (item === 'b') break;
  expect(asked).toEqual(['']);
});

it('passes on what goes wrong', async () => {
  const broken = everyItem(() => Promise.reject(new Error('storage is away')));
  await expect(broken.next()).rejects.toThrow('storage is away');
});
