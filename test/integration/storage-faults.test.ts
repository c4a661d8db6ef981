import { describe, expect, it } from 'vitest';
import { signEvent } from '../../local/send/sign-event.ts';
import type { FaultProxy } from '../../local/storage/fault-proxy.ts';
import { stackUnderTest } from './stack-under-test.ts';

const under = stackUnderTest({ storageFaults: true });
const away = { status: 503, json: { type: 'urn:chat-bouncer:problem:upstream-unavailable' } };
type Fault = Parameters<FaultProxy['faults']['add']>[0];

const proxy = () => {
  const { storageProxy } = under.stack;
  if (!storageProxy) throw new Error('There is no proxy.');
  return storageProxy;
};
const fault = (how: Fault) => proxy().faults.add(how);
const table = { service: 'table' } as const;
const always = { match: table, times: 'always' } as const;
/** The write at the end of a decision: an update, where the first one creates. */
const record = { ...table, operation: 'table.transaction', bodyIncludes: '"status":"done"' };
const removals = (threadId: string) =>
  under.stack.azure.calls.count({ operation: 'chat.removeParticipant', threadId });

describe('when an event cannot be written down because storage', () => {
  it.each<[string, Fault]>([
    ['answers 503', { ...always, status: 503 }],
    ['answers 500', { ...always, status: 500 }],
    ['refuses the app', { ...always, status: 403 }],
    ['cuts the connection', { ...always, reset: true }],
    ['does not answer', { ...always, hang: true }],
    ['is slower than a sender waits', { ...always, delayMs: 6_000 }],
  ])('%s, it is the sender’s to send again, and nobody is removed', async (_how, how) => {
    const { event, threadId, somebody, members } = under.seat();
    const trouble = fault(how);
    const answer = await under.send(event);
    expect(answer).toMatchObject(away);
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect([members().includes(somebody), removals(threadId)]).toEqual([true, 0]);
    trouble.remove();
    const { json } = await under.send(event);
    expect(await under.settled(json?.decision ?? '')).toMatchObject({ status: 'done' });
    expect(members()).not.toContain(somebody);
  });
});

describe('when one event of a list cannot be written down', () => {
  it('the list is the sender’s to send again, and nothing of it is done twice', async () => {
    const seats = Array.from({ length: 5 }, () => under.seat());
    const list = seats.map(({ event }) => event);
    const [, , lost] = list;
    const trouble = fault({
      match: { ...table, bodyIncludes: String(lost?.threadId) },
      times: 'always',
      status: 503,
    });
    expect(await under.send(list)).toMatchObject(away);
    trouble.remove();
    expect(seats.map(({ threadId }) => removals(threadId))).toEqual([1, 1, 0, 1, 1]);
    expect(await under.send(list)).toMatchObject({ status: 200 });
    expect(seats.map(({ threadId }) => removals(threadId))).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('when storage stumbles once and', () => {
  it.each<[string, Fault]>([
    ['answers 503', { match: table, status: 503 }],
    ['cuts the connection', { match: table, reset: true }],
    ['loses the reply to the first write', { match: table, when: 'after', reset: true }],
    ['loses the reply to the last write', { match: record, when: 'after', reset: true }],
    ['is slow', { match: table, delayMs: 700 }],
    ['does not answer', { match: table, hang: true }],
  ])('%s, the sender notices nothing', async (_how, how) => {
    const { event, threadId, somebody, members } = under.seat();
    fault(how);
    expect(await under.send(event)).toMatchObject({ status: 200, json: { outcome: 'removed' } });
    expect([members().includes(somebody), removals(threadId)]).toEqual([false, 1]);
    proxy().faults.clear();
  });
});

describe('when the result cannot be written down', () => {
  it('the sender is told that it goes on, and the record ends without a second removal', async () => {
    const { event, threadId, somebody, members } = under.seat();
    const trouble = fault({ match: record, times: 'always', status: 503 });
    const { status, json } = await under.send(event);
    expect([status, json]).toMatchObject([202, { status: 'accepted' }]);
    expect(members()).not.toContain(somebody);
    trouble.remove();
    under.stack.azure.communication.behaviour.removeNonMember = 404;
    expect(await under.settled(json?.decision ?? '')).toMatchObject({
      status: 'done',
      outcome: 'already-absent',
    });
    expect(removals(threadId)).toBe(2);
    under.stack.azure.communication.behaviour.removeNonMember = 204;
  }, 120_000);
});

describe('when lists take long', () => {
  it('whoever asks for a decision is told all the same: its children may be very many', async () => {
    const { json } = await under.send(under.seat().event);
    const trouble = fault({ match: { ...table, operation: 'table.query' }, times: 'always', delayMs: 3_000 });
    expect(await under.operate(`/api/decisions/${json?.decision}`)).toMatchObject({ status: 200 });
    trouble.remove();
  });
});

describe('when the queue is away', () => {
  it('a decision that was to be queued is found by the sweep', async () => {
    const { event, somebody, members } = under.seat();
    const trouble = fault({ match: { service: 'queue' }, times: 'always', status: 503 });
    const { status, json } = await under.send(event, { headers: { prefer: 'respond-async' } });
    expect([status, json]).toMatchObject([202, { status: 'accepted' }]);
    expect(members()).toContain(somebody);
    trouble.remove();
    expect(await under.settled(json?.decision ?? '')).toMatchObject({ status: 'done' });
    expect(members()).not.toContain(somebody);
  }, 120_000);
});

describe('when the app’s clock is off', () => {
  it.each([-600_000, 600_000])(
    'by %d ms from the storage account’s, the account’s time is on record from the first event on',
    async (offset) => {
      proxy().clock.offsetMs = offset;
      await under.stack.host.restartWorker();
      // Whether a signature is stale is told by the account's time too.
      const body = JSON.stringify(under.seat().event);
      const signed = signEvent(body, { key: under.stack.events.signingKey, now: Date.now() + offset });
      const { json } = await under.send(body, { headers: signed });
      const { received } = (await under.record(json?.decision ?? '')) as { received?: string };
      expect(Math.abs(Date.parse(received ?? '') - (Date.now() + offset))).toBeLessThan(60_000);
      proxy().clock.offsetMs = 0;
    },
  );
});
