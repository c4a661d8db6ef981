import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { type KillableHost, killableHost } from '../../bench/chaos/killable-host.ts';
import { steps } from '../../bench/chaos/steps.ts';
import { startAzure } from '../../local/azure/start-azure.ts';
import { signEvent } from '../../local/send/sign-event.ts';
import { seatPeople } from '../../local/stack/seat-people.ts';
import { startStorage } from '../../local/storage/start-storage.ts';

it('killed during the call to ACS, with a sender that never calls again: the person is out all the same', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'killed-host-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const azure = await startAzure();
  cleanUp.defer(azure.stop);
  const storage = await startStorage();
  cleanUp.defer(storage.stop);
  const keys = { functions: { 'receive-events': { default: 'key' } } };
  const setUp = {
    appRoot: inject('appRoot'),
    folder,
    settings: azure.appSettings(),
    keys,
    storage,
    log: () => {},
  };
  const host: KillableHost = await killableHost('one', setUp);
  cleanUp.defer(host.stop);

  const thread = seatPeople(azure, ['Mallory']);
  const participant = thread.people[1]?.rawId;
  azure.faults.add({ match: { operation: 'chat.removeParticipant' }, hang: true });
  const struck = steps
    .find(({ name }) => name === 'during the ACS call')
    ?.strike([host], azure, AbortSignal.timeout(20_000));
  const body = JSON.stringify({ id: 'once', action: 'remove', threadId: thread.threadId, participant });
  const signature = signEvent(body, { key: azure.signingKey });
  const sent = fetch(`${host.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': 'key', ...signature },
    body,
  });
  await expect(sent).rejects.toThrow();
  expect(await struck).toBe(host);
  expect(thread.present()).toHaveLength(2);

  await host.start();
  while (thread.present().length > 1) await wait(200);
  expect(thread.present().map(({ name }) => name)).toEqual(['the moderator']);
}, 120_000);
