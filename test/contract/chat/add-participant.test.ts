import { ChatThreadClient } from '@azure/communication-chat';
import { AzureCommunicationTokenCredential, createIdentifierFromRawId } from '@azure/communication-common';
import { describe, expect, it } from 'vitest';
import { addParticipant } from '../../../src/chat/acs/add-participant.ts';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { systemClock } from '../../../src/clock.ts';
import { createSender } from '../../../src/upstream/http-sender.ts';
import { useAzure } from '../azure/start.ts';
import { patient } from './patient-limits.ts';
import { recordWire } from './wire-recorder.ts';

const given = useAzure();
const limits = () => patient(0);

async function add(rawId: string, threadId: string, token: string, endpoint: string): Promise<void> {
  const parsed = parseIdentifier(rawId);
  if ('fault' in parsed) throw new Error(parsed.fault.detail);
  const get = async () => ({ token, endpoint });
  const ports = { send: createSender(), clock: systemClock, tokens: { get, replace: get } };
  await addParticipant(ports, threadId, parsed.identifier, limits());
}

/** Adds somebody as a member of the thread. */
async function addAs(member: string, rawId: string, threadId: string): Promise<void> {
  const { token } = given.azure.communication.issueToken(member);
  await add(rawId, threadId, token, given.azure.communicationEndpoint);
}

/** A thread with one member, and somebody who is not in it. */
function threadAndStranger(): { threadId: string; member: string; stranger: string } {
  const [member, stranger] = [
    given.azure.communication.createIdentity(),
    given.azure.communication.createIdentity(),
  ];
  return { threadId: given.azure.communication.threads.create({ members: [member] }), member, stranger };
}

describe('adding a participant', () => {
  it('lets somebody into the thread, whoever of its members asks', async () => {
    const { threadId, member, stranger } = threadAndStranger();
    await addAs(member, stranger, threadId);
    expect(given.azure.communication.threads.members(threadId)).toEqual([member, stranger]);
  });

  it('changes nothing for somebody who is in it', async () => {
    const { threadId, member } = threadAndStranger();
    await addAs(member, member, threadId);
    expect(given.azure.communication.threads.members(threadId)).toEqual([member]);
  });

  it('is refused to somebody who is not in the thread', async () => {
    const { threadId, member, stranger } = threadAndStranger();
    await expect(addAs(stranger, stranger, threadId)).rejects.toMatchObject({
      upstream: 'acs-chat',
      retryable: false,
    });
    expect(given.azure.communication.threads.members(threadId)).toEqual([member]);
  });

  it('has failed when ACS takes the call and not the person', async () => {
    given.azure.communication.behaviour.strangers = 'refused';
    const { threadId, member } = threadAndStranger();
    const ofAnotherResource = `8:acs:${crypto.randomUUID()}_${crypto.randomUUID()}`;
    await expect(addAs(member, ofAnotherResource, threadId)).rejects.toMatchObject({ status: 201 });
    expect(given.azure.communication.threads.members(threadId)).toEqual([member]);
  });

  it.each([
    ['nothing at all', '', true],
    ['an empty list', '{"invalidParticipants":[]}', true],
    ['what is no JSON', '<html></html>', false],
    ['another list', '{"invalidParticipants":7}', false],
  ])('takes a 201 with %s for what it is', async (_what, body, isIn) => {
    const { threadId, member, stranger } = threadAndStranger();
    given.azure.faults.add({ match: { operation: 'chat.addParticipants' }, status: 201, body });
    const adding = addAs(member, stranger, threadId);
    await (isIn ? expect(adding).resolves.toBeUndefined() : expect(adding).rejects.toThrow(/cannot be read/));
  });

  it('looks on the wire as when the official SDK does it', async () => {
    const wire = await recordWire(() => ({ status: 201, body: '{}' }));
    const [threadId, rawId, token] = ['19:abc_def-1@thread.v2', given.azure.moderatorId, 'an-opaque-token'];
    try {
      const credential = new AzureCommunicationTokenCredential({
        token,
        expiresOnTimestamp: Date.now() + 3_600_000,
      });
      const official = new ChatThreadClient(wire.endpoint, threadId, credential);
      await official.addParticipants({ participants: [{ id: createIdentifierFromRawId(rawId) }] });
      await add(rawId, threadId, token, wire.endpoint);
    } finally {
      await wire.stop();
    }
    const [theirs, ours] = wire.requests.map(({ method, path, headers, body }) => ({
      ...{ method, path, json: JSON.parse(body), authorization: headers.authorization },
    }));
    expect(ours).toEqual(theirs);
  });
});
