import { describe, expect, it } from 'vitest';
import type { ChatPlatform, ThreadPage } from '../../../src/chat/chat-platform.ts';
import { threadsAfter } from '../../../src/moderation/reconcile/threads-after.ts';
import { minute, noAnswer, signal } from './memory-world.ts';

const limits = { signal, deadline: minute, attemptMs: 1_000, retries: 0 };

/** A listing of two threads a page, of which the last pages may fail; says how many pages were asked for. */
function listing(ids: readonly string[], failsFrom = Number.POSITIVE_INFINITY) {
  const count = { pages: 0 };
  const listThreads: ChatPlatform['listThreads'] = async function* () {
    for (let from = 0; from < ids.length; from += 2) {
      count.pages += 1;
      if (count.pages > failsFrom) throw noAnswer();
      const page: ThreadPage = { threads: ids.slice(from, from + 2).map((id) => ({ id, topic: '' })) };
      yield page;
    }
  };
  return { count, chat: { listThreads } };
}

async function idsAfter(at: string | undefined, ids: readonly string[]) {
  const found: string[] = [];
  for await (const id of threadsAfter(at, listing(ids).chat, limits)) found.push(id);
  return found;
}

describe('the threads after one of them', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];

  it.each([
    ['all, after none', undefined, ids],
    ['the rest, after one', 'b', ['c', 'd', 'e']],
    ['none, after the last', 'e', []],
    ['all, after one that is gone', 'gone', ids],
  ])('are %s', async (_what, at, found) => {
    expect(await idsAfter(at, ids)).toEqual(found);
  });

  it('are none where there are no threads', async () => {
    expect(await idsAfter('gone', [])).toEqual([]);
  });

  it('come a page at a time: no further one is asked for before it is needed', async () => {
    const { count, chat } = listing(ids);
    for await (const id of threadsAfter('a', chat, limits)) if (id === 'c') break;
    expect(count.pages).toBe(2);
  });

  it('are given as far as they can be listed', async () => {
    const found: string[] = [];
    const going = async () => {
      for await (const id of threadsAfter('a', listing(ids, 2).chat, limits)) found.push(id);
    };
    await expect(going()).rejects.toMatchObject({ code: 'Timeout' });
    expect(found).toEqual(['b', 'c', 'd']);
  });
});
