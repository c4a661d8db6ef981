import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type RunningHost, startHost } from '../../local/host/start-host.ts';
import { signEvent } from '../../local/send/sign-event.ts';
import { seatPeople } from '../../local/stack/seat-people.ts';
import { stackUnderTest } from './stack-under-test.ts';

// Nobody is banned here; a thousand people who come in would only keep the two from what is looked at.
const under = stackUnderTest({ host: { quiet: true }, events: 'off' });
let second: RunningHost;

beforeAll(async () => {
  const { azure, storage, host } = under.stack;
  second = await startHost({
    appRoot: inject('appRoot'),
    env: { ...azure.appSettings(), AzureWebJobsStorage: storage.connectionString },
    keys: host.keys,
    quiet: true,
  });
});
afterAll(() => second.stop());

const events = 1_000;
const perThread = 10;
const atOnce = 20;

it('two hosts on one storage finalise a thousand events once each, though each event comes to both', async () => {
  const { azure, host, events: door } = under.stack;
  const threads = Array.from({ length: events / perThread }, () =>
    seatPeople(
      azure,
      Array.from({ length: perThread }, (_, each) => `${each}`),
    ),
  );
  const all = threads.flatMap(({ threadId, people }) =>
    people
      .slice(1)
      .map(({ rawId }) => ({ id: `${threadId} ${rawId}`, action: 'remove', threadId, participant: rawId })),
  );
  const post = async (url: string, event: object): Promise<string> => {
    const body = JSON.stringify(event);
    const signature = signEvent(body, { key: door.signingKey });
    const headers = { 'content-type': 'application/json', 'x-functions-key': door.key, ...signature };
    for (;;) {
      const answer = await fetch(`${url}/api/events`, { method: 'POST', headers, body });
      const { decision } = (await answer.json()) as { decision: string };
      // A machine with other things to do makes storage slow; senders send again then.
      if (answer.status === 503) continue;
      expect([200, 202]).toContain(answer.status);
      return decision;
    }
  };
  const decisions = new Set<string>();
  for (let at = 0; at < all.length; at += atOnce) {
    const both = all
      .slice(at, at + atOnce)
      .flatMap((event) => [post(host.url, event), post(second.url, event)]);
    for (const decision of await Promise.all(both)) decisions.add(decision);
  }
  expect(decisions.size).toBe(events);
  for (const decision of decisions) {
    expect(await under.settled(decision)).toMatchObject({ status: 'done', outcome: 'removed' });
  }
  const removals = azure.calls.list({ operation: 'chat.removeParticipant', status: 204 });
  expect(new Set(removals.map(({ participant }) => participant)).size).toBe(events);
  expect(removals).toHaveLength(events);
  for (const thread of threads) expect(thread.present().map(({ name }) => name)).toEqual(['the moderator']);
}, 180_000);
