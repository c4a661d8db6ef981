import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';
import { purge, type Removal, removalsOf } from '../../unit/store/pace/driven-purge.ts';
import { paceUnderTest, signal } from './pace-under-test.ts';

const threadId = '19:full@thread.v2';

let storage: RunningStorage | undefined;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage?.stop());

/** Purges a thread by so many instances on one table, in driven time and with real chance. */
async function purgeBy(count: number, removals: readonly Removal[]) {
  const { clock, instance } = paceUnderTest(storage?.connectionString ?? '');
  const instances = Array.from({ length: count }, () => instance());
  const anyInstance = () => instances[Math.floor(Math.random() * count)] ?? instance();
  return await purge({
    removals,
    clock,
    random: Math.random,
    claim: ({ decision, urgent }) => anyInstance().claim(threadId, decision, urgent, signal),
    pushBack: () => anyInstance().pushBack(threadId, undefined, signal),
  });
}

describe('a thread', () => {
  it.each([1, 3])(
    'of 250 is emptied within 525 s by %i instances, and none of them is refused',
    async (count) => {
      const { removed, refused, endedAt } = await purgeBy(count, removalsOf(249, true));
      expect([removed.size, refused]).toEqual([249, 0]);
      expect(endedAt).toBeLessThanOrEqual(525_000);
    },
  );

  it('is cleaned up by three instances while kicks go at once', async () => {
    const kicks = [60_000, 200_000, 333_000].flatMap((from) => removalsOf(2, true, from));
    const { removed, refused } = await purgeBy(3, [...removalsOf(100, false), ...kicks]);
    expect([removed.size, refused]).toEqual([106, 0]);
    for (const { decision, from } of kicks) expect(removed.get(decision)).toBeLessThanOrEqual(from + 500);
  });
});
