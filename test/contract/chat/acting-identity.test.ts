import { describe, expect, it } from 'vitest';
import { createAcsChat } from '../../../src/chat/acs/acs-chat.ts';
import type { ActingIdentity } from '../../../src/chat/acs/remove-participant.ts';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { systemClock } from '../../../src/clock.ts';
import { createPeople } from '../../../src/credentials/people.ts';
import { accessKeySigner } from '../../../src/credentials/signers.ts';
import { createSender } from '../../../src/upstream/http-sender.ts';
import { useAzure } from '../azure/start.ts';
import { patient } from './patient-limits.ts';

const given = useAzure();
const limits = () => patient(0);
const ports = { send: createSender(), clock: systemClock };

/** Signs with the access key that is in the vault, as the app does. */
const people = () => {
  let key = given.azure.communication.connectionString();
  const read = async () => key;
  const replace = async () => {
    key = given.azure.communication.connectionString();
    return key;
  };
  return createPeople(accessKeySigner({ get: read, replace }), ports);
};

function chat(acting: ActingIdentity) {
  const { communication, communicationEndpoint: endpoint, moderatorId } = given.azure;
  const { token } = communication.issueToken(moderatorId);
  const tokens = { get: async () => ({ token, endpoint }), replace: async () => ({ token, endpoint }) };
  return createAcsChat({ ...ports, tokens, acting, people: people() });
}

/** A thread with somebody in it, and the moderator if wanted. */
function seat({ moderator = true } = {}) {
  const { communication, moderatorId } = given.azure;
  const rawId = communication.createIdentity();
  const other = communication.createIdentity();
  const members = moderator ? [moderatorId, other, rawId] : [other, rawId];
  const threadId = communication.threads.create({ members });
  const parsed = parseIdentifier(rawId);
  if ('fault' in parsed) throw new Error(parsed.fault.detail);
  return {
    threadId,
    participant: parsed.identifier,
    rawId,
    members: () => communication.threads.members(threadId),
  };
}
const minted = () => given.azure.calls.count({ operation: 'identities.issueAccessToken', status: 200 });

describe('ACS_ACTING_IDENTITY=moderator', () => {
  it('removes nobody from a thread that the moderator is not in, and mints for nobody', async () => {
    const { threadId, participant, rawId, members } = seat({ moderator: false });
    await expect(chat('moderator').removeParticipant(threadId, participant, limits())).rejects.toMatchObject({
      code: 'ModeratorNotInThread',
      retryable: false,
    });
    expect(members()).toContain(rawId);
    expect(minted()).toBe(0);
  });
});

describe('ACS_ACTING_IDENTITY=participant', () => {
  it('has the person leave, in a thread that the moderator is not in', async () => {
    const { threadId, participant, rawId, members } = seat({ moderator: false });
    expect(await chat('participant').removeParticipant(threadId, participant, limits())).toBe('removed');
    expect(members()).not.toContain(rawId);
    expect(minted()).toBe(1);
  });

  it.each([400, 403, 404] as const)('finds a person absent who is not in the thread (%d)', async (status) => {
    const { threadId, participant, rawId } = seat();
    given.azure.communication.threads.remove(threadId, rawId);
    given.azure.communication.behaviour.actorNotInThread = status;
    expect(await chat('participant').removeParticipant(threadId, participant, limits())).toBe(
      'already-absent',
    );
  });

  it('says so when ACS does not let somebody remove themselves', async () => {
    const { threadId, participant, rawId, members } = seat();
    given.azure.communication.behaviour.selfRemoval = 403;
    await expect(
      chat('participant').removeParticipant(threadId, participant, limits()),
    ).rejects.toMatchObject({
      status: 403,
      retryable: false,
    });
    expect(members()).toContain(rawId);
  });

  it('fails for good for somebody whom the resource does not know', async () => {
    const { threadId, participant, rawId } = seat();
    given.azure.communication.deleteIdentity(rawId);
    await expect(
      chat('participant').removeParticipant(threadId, participant, limits()),
    ).rejects.toMatchObject({
      upstream: 'acs-identity',
      retryable: false,
    });
  });

  it('leaves those who have no tokens here to the moderator', async () => {
    const { threadId, members } = seat();
    const rawId = '4:+14255550100';
    given.azure.communication.threads.add(threadId, rawId);
    const parsed = parseIdentifier(rawId);
    if ('fault' in parsed) throw new Error(parsed.fault.detail);
    expect(await chat('participant').removeParticipant(threadId, parsed.identifier, limits())).toBe(
      'removed',
    );
    expect(members()).not.toContain(rawId);
    expect(minted()).toBe(0);
  });

  it('goes on when the access key is rotated', async () => {
    const { threadId, participant } = seat();
    const app = chat('participant');
    given.azure.communication.rotateKey('primary');
    expect(await app.removeParticipant(threadId, participant, limits())).toBe('removed');
  });
});

describe('ACS_ACTING_IDENTITY=moderator-then-participant', () => {
  it('takes the moderator where they are in the thread', async () => {
    const { threadId, participant } = seat();
    const app = chat('moderator-then-participant');
    expect(await app.removeParticipant(threadId, participant, limits())).toBe('removed');
    expect(minted()).toBe(0);
  });

  it.each([400, 403, 404] as const)('and the person themselves where not (%d)', async (status) => {
    given.azure.communication.behaviour.actorNotInThread = status;
    const { threadId, participant, rawId, members } = seat({ moderator: false });
    const app = chat('moderator-then-participant');
    expect(await app.removeParticipant(threadId, participant, limits())).toBe('removed');
    expect(members()).not.toContain(rawId);
    expect(minted()).toBe(1);
  });

  it('does not take another refusal for that', async () => {
    const { threadId, participant } = seat();
    given.azure.faults.add({ match: { operation: 'chat.removeParticipant' }, status: 503 });
    const app = chat('moderator-then-participant');
    await expect(app.removeParticipant(threadId, participant, limits())).rejects.toMatchObject({
      status: 503,
    });
    expect(minted()).toBe(0);
  });
});

describe('revoking tokens', () => {
  it('ends every token of the person', async () => {
    const { rawId } = seat();
    const { token } = given.azure.communication.issueToken(rawId);
    await people().revokeTokens(rawId, limits());
    const url = `${given.azure.communicationEndpoint}/chat/threads?api-version=2025-03-15`;
    const answer = await ports.send({ url, headers: { Authorization: `Bearer ${token}` } }, limits().signal);
    expect(answer.status).toBe(401);
  });

  it('fails for good for somebody whom the resource does not know', async () => {
    await expect(people().revokeTokens('8:acs:nobody', limits())).rejects.toMatchObject({ retryable: false });
  });
});
