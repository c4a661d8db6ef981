import { beforeEach, describe, expect, it } from 'vitest';
import { stackUnderTest } from './stack-under-test.ts';

const goesOn = { status: 202, json: { status: 'accepted' } };
const removed = { status: 200, json: { outcome: 'removed' } };

describe('a hundred events', () => {
  const under = stackUnderTest();

  it('cost one read of each secret, one token and a hundred removals', async () => {
    const seats = Array.from({ length: 100 }, () => under.seat());
    const answers = await Promise.all(seats.map(({ event }) => under.send(event)));
    // A machine with much else to do may not get through all of them while their senders wait.
    const outcomes = await Promise.all(
      answers.map(async ({ json }) => json?.outcome ?? (await under.settled(`${json?.decision}`)).outcome),
    );
    expect(outcomes).toEqual(Array(100).fill('removed'));

    const { calls } = under.stack.azure;
    expect(calls.successes()).toEqual({
      'msi.token': 1,
      'secrets.get': 3,
      'identities.issueAccessToken': 1,
      'chat.removeParticipant': 100,
    });
    expect(calls.count({ operation: 'secrets.get', secret: 'acs-connection-string', status: 200 })).toBe(1);
    expect(calls.count({ operation: 'secrets.get', secret: 'acs-moderator-id', status: 200 })).toBe(1);
    expect(calls.count({ operation: 'secrets.get', secret: 'webhook-signing-key', status: 200 })).toBe(1);
  });
});

describe('with the access key', () => {
  const under = stackUnderTest();

  it('that is rotated while events come in, none of them fails', async () => {
    const { communication, vault } = under.stack.azure;
    const answers: ReturnType<typeof under.send>[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      for (let each = 0; each < 10; each += 1) answers.push(under.send(under.seat().event));
      await Promise.all(answers);
      vault.setSecret('acs-connection-string', communication.rotateKey('primary'));
    }
    const outcomes = (await Promise.all(answers)).map(({ json }) => json?.outcome);
    expect(outcomes).toEqual(Array(50).fill('removed'));
  });

  it('that was rotated and is not in the vault yet, the decision goes on until it is', async () => {
    const { communication, vault } = under.stack.azure;
    const rotated = communication.rotateKey('primary');
    const { status, json } = await under.send(under.seat().event);
    expect([status, json]).toMatchObject([202, { status: 'accepted' }]);
    vault.setSecret('acs-connection-string', rotated);
    expect(await under.settled(json?.decision ?? '')).toMatchObject({ status: 'done' });
  });

  it('whose tokens were revoked, a new one is minted at once', async () => {
    under.stack.azure.communication.revokeTokens(under.stack.azure.moderatorId);
    expect(await under.send(under.seat().event)).toMatchObject(removed);
  });

  it('and the vault away, the secrets in hand go on serving', async () => {
    under.stack.azure.faults.add({ match: { service: 'key-vault' }, times: 'always', status: 503 });
    expect(await under.send(under.seat().event)).toMatchObject(removed);
  });
});

describe('before there is any key in hand', () => {
  const under = stackUnderTest();
  beforeEach(() => under.stack.host.restartWorker());

  it.each([
    ['the vault is away', { match: { operation: 'secrets.get' }, status: 503 }],
    ['the vault hangs', { match: { operation: 'secrets.get' }, hang: true }],
    ['the vault refuses the identity', { match: { operation: 'secrets.get' }, status: 403 }],
    ['the managed identity is away', { match: { operation: 'msi.token' }, status: 500 }],
  ] as const)(
    'and %s, nobody can say who sent an event, and the sender is to come again',
    async (_what, fault) => {
      const { event, somebody, members } = under.seat();
      under.stack.azure.faults.add({ ...fault, times: 'always' });
      const answer = await under.send(event);
      expect(answer).toMatchObject({ status: 503, json: { hint: expect.any(String) } });
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect(members()).toContain(somebody);
      under.stack.azure.faults.clear();
      expect(await under.send(event)).toMatchObject(removed);
    },
  );

  it('and the managed identity does not answer once, it is asked again', async () => {
    const { event } = under.seat();
    under.stack.azure.faults.add({ match: { operation: 'msi.token' }, hang: true });
    let answer = await under.send(event);
    expect(answer).toMatchObject({ status: 503, json: { hint: expect.any(String) } });
    while (answer.status === 503) answer = await under.send(event);
    expect(answer).toMatchObject(removed);
    expect(under.stack.azure.calls.count({ operation: 'msi.token', fault: 'hang' })).toBe(1);
  });
});

describe('before there is any secret in hand, and none is needed to know the sender', () => {
  const unsigned = [{ name: 'default', format: 'native', signature: 'none' }];
  const under = stackUnderTest({ settings: { WEBHOOK_SOURCES: JSON.stringify(unsigned) } });
  beforeEach(() => under.stack.host.restartWorker());

  it.each([
    ['the vault is away', { match: { operation: 'secrets.get' }, status: 503 }],
    ['the vault hangs', { match: { operation: 'secrets.get' }, hang: true }],
    ['the vault refuses the identity', { match: { operation: 'secrets.get' }, status: 403 }],
    ['the managed identity is away', { match: { operation: 'msi.token' }, status: 500 }],
    ['minting is away', { match: { operation: 'identities.issueAccessToken' }, status: 503 }],
    ['minting is refused', { match: { operation: 'identities.issueAccessToken' }, status: 403 }],
    ['minting is over its limit', { match: { operation: 'identities.issueAccessToken' }, status: 429 }],
    [
      'minting answers nonsense',
      { match: { operation: 'identities.issueAccessToken' }, status: 200, body: '<p>' },
    ],
  ] as const)('and %s, the decision goes on, and is done once that has passed', async (_what, fault) => {
    const { event, somebody, members } = under.seat();
    under.stack.azure.faults.add({ ...fault, times: 'always' });
    const answer = await under.send(event);
    expect(answer).toMatchObject(goesOn);
    expect(members()).toContain(somebody);

    const { lastError } = await under.record(answer.json?.decision ?? '');
    expect(lastError).toMatchObject({ detail: expect.any(String) });

    under.stack.azure.faults.clear();
    expect(await under.settled(answer.json?.decision ?? '')).toMatchObject({ status: 'done' });
    expect(members()).not.toContain(somebody);
  });

  it.each([
    ['acs-connection-string', 'endpoint=nonsense'],
    ['acs-moderator-id', 'nobody'],
  ])('and %s is not what it should be, the hint names it', async (name, value) => {
    const { vault } = under.stack.azure;
    const good = vault.find(name)?.value ?? '';
    vault.setSecret(name, value);
    const { json } = await under.send(under.seat().event);
    const { lastError } = await under.record(json?.decision ?? '');
    expect(lastError).toMatchObject({ detail: expect.stringContaining(name), hint: expect.any(String) });
    vault.setSecret(name, good, { harmless: name === 'acs-moderator-id' } as never);
  });
});

describe('with another moderator in the vault', () => {
  const under = stackUnderTest();

  it('the next instance acts as that one, and so does one whose secrets are read anew', async () => {
    await under.send(under.seat().event);
    const { azure, host } = under.stack;
    const other = azure.communication.createIdentity();
    azure.vault.setSecret('acs-moderator-id', other, { harmless: true });
    await host.restartWorker();
    const { event, threadId } = under.seat();
    azure.communication.threads.add(threadId, other);
    expect(await under.send(event)).toMatchObject(removed);
    expect(azure.calls.list({ operation: 'chat.removeParticipant', threadId })).toMatchObject([
      { actor: other },
    ]);
  });
});

describe('with the managed identity instead of a key', () => {
  const under = stackUnderTest({ settings: { ACS_CREDENTIAL: 'managed-identity' } });

  it('tokens are minted without any secret of ACS', async () => {
    expect(await under.send(under.seat().event)).toMatchObject(removed);
    const { calls } = under.stack.azure;
    expect(calls.count({ secret: 'acs-connection-string' })).toBe(0);
    expect(calls.count({ operation: 'identities.issueAccessToken', scheme: 'bearer', status: 200 })).toBe(1);
  });
});

describe('with an access token from the vault', () => {
  const under = stackUnderTest({ settings: { ACS_CREDENTIAL: 'access-token' } });

  it('it is used as it is, and read again when it is refused', async () => {
    const { communication, vault, moderatorId, calls } = under.stack.azure;
    vault.setSecret('acs-access-token', communication.issueToken(moderatorId).token);
    expect(await under.send(under.seat().event)).toMatchObject(removed);

    communication.revokeTokens(moderatorId);
    vault.setSecret('acs-access-token', communication.issueToken(moderatorId).token);
    expect(await under.send(under.seat().event)).toMatchObject(removed);
    expect(calls.count({ operation: 'identities.issueAccessToken' })).toBe(0);
  });
});
