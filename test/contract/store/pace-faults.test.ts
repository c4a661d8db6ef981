import { describe, expect, it } from 'vitest';
import type { Claimed } from '../../../src/moderation/pace.ts';
import { proxied } from '../storage/proxied.ts';
import { paceUnderTest, signal } from './pace-under-test.ts';

const under = proxied();
const fresh = () => paceUnderTest(under.proxy.connectionString, under.storage.connectionString);

const threadId = '19:crowded@thread.v2';
const write = { operation: 'table.transaction' };
const lostReply = { match: write, when: 'after', reset: true } as const;
const away = { name: 'UpstreamError', upstream: 'storage', retryable: true };

/** So many kicks, one after the other. */
async function kick({ instance }: ReturnType<typeof fresh>, count: number) {
  const pace = instance();
  for (let index = 0; index < count; index += 1) await pace.claim(threadId, `before-${index}`, true, signal);
}

describe('a claim whose reply is lost', () => {
  it.each([
    ['a slot that is free now', 0],
    ['a slot ahead', 10],
  ])('has %s, and only one', async (_what, before) => {
    const made = fresh();
    await kick(made, before);
    const fault = under.proxy.faults.add(lostReply);
    const claimed = await made.instance().claim(threadId, 'mine', true, signal);
    const { places } = await made.line(threadId);
    expect([fault.hits, places.length]).toEqual([1, before + 1]);
    expect(claimed).toEqual({ kind: 'slot', at: places.at(-1)?.at });
  });

  it('on the slot it has reserved uses that up, and no other', async () => {
    const made = fresh();
    await kick(made, 11);
    const reserved = (await made.line(threadId)).places.at(-1)?.at ?? 0;
    made.clock.pass(reserved - made.clock.now());
    under.proxy.faults.add(lostReply);
    const claimed = await made.instance().claim(threadId, 'before-10', true, signal);
    expect(claimed).toEqual({ kind: 'slot', at: reserved });
    const { places } = await made.line(threadId);
    expect([places.length, places.at(-1)?.decision]).toEqual([11, undefined]);
  });

  it('among 48 at once gives nobody two slots, and wastes none unless its claim failed', async () => {
    const made = fresh();
    const instances = [made.instance(), made.instance(), made.instance()];
    const { faults } = under.proxy;
    for (let skip = 2; skip < 40; skip += 4) faults.add({ ...lostReply, skip });
    for (let skip = 0; skip < 30; skip += 7) faults.add({ match: write, status: 503, skip });
    let failures = 0;
    // As the queue does: what could not be done comes again.
    const claimUntilDone = async (index: number): Promise<Claimed> => {
      const claimed = instances[index % 3]?.claim(threadId, `decision-${index}`, true, signal);
      return await (claimed as Promise<Claimed>).catch((error: unknown) => {
        expect(error).toMatchObject(away);
        failures += 1;
        return claimUntilDone(index);
      });
    };
    const claimed = await Promise.all(Array.from({ length: 48 }, (_, index) => claimUntilDone(index)));
    const { places } = await made.line(threadId);
    expect(places.length - 48).toBeLessThanOrEqual(failures);
    const ahead = places.flatMap(({ decision, at }) => (decision ? [{ decision, at }] : []));
    expect(new Set(ahead.map(({ decision }) => decision)).size).toBe(ahead.length);
    for (const { decision, at } of ahead)
      expect(claimed[Number(decision.split('-')[1])]).toEqual({ kind: 'slot', at });
    expect(ahead).toHaveLength(claimed.filter(({ at }) => at > made.clock.now()).length);
    expect(faults.list().reduce((sum, { hits }) => sum + hits, 0)).toBeGreaterThan(10);
  });
});

describe('a push whose reply is lost', () => {
  it('has been made once', async () => {
    const made = fresh();
    under.proxy.faults.add({ ...lostReply, skip: 1 });
    await made.instance().pushBack(threadId, undefined, signal);
    await made.instance().pushBack(threadId, undefined, signal);
    expect((await made.line(threadId)).quiet).toEqual({ until: made.clock.now() + 12_500, ms: 12_500 });
  });
});

describe('storage', () => {
  it('that is slow lets nobody call on a slot whose time is over', async () => {
    const made = fresh();
    under.proxy.onCall(({ operation, status }) => {
      if (operation === write.operation && status === undefined) made.clock.pass(2_001);
    });
    const claimed = await made.instance().claim(threadId, 'mine', true, signal);
    expect(claimed).toEqual({ kind: 'come-back', at: made.clock.now() });
  });

  it('that is away is told apart from everything else', async () => {
    const { instance } = fresh();
    under.proxy.faults.add({ status: 503, times: 'always' });
    await expect(instance().claim(threadId, 'mine', true, signal)).rejects.toMatchObject(away);
    await expect(instance().pushBack(threadId, undefined, signal)).rejects.toMatchObject(away);
    await expect(instance().deleteStale(1, signal)).rejects.toMatchObject(away);
  });

  it('in which others are quicker each time gives up in the end, to be asked again later', async () => {
    const made = fresh();
    await kick(made, 1);
    under.proxy.faults.add({ match: write, status: 412, times: 'always' });
    await expect(made.instance().claim(threadId, 'mine', true, signal)).rejects.toMatchObject({
      ...away,
      code: 'Changing',
    });
  });

  it('is not waited for longer than the signal says', async () => {
    const { instance } = fresh();
    const pace = instance();
    under.proxy.faults.add({ match: { operation: 'table.get' }, hang: true, times: 'always' });
    const claims = ['first', 'in its turn'].map((decision) =>
      pace.claim(threadId, decision, true, AbortSignal.timeout(200)),
    );
    for (const claim of claims) await expect(claim).rejects.toMatchObject(away);
  });
});
