import { ManagedIdentityCredential } from '@azure/identity';
import { describe, expect, it } from 'vitest';
import { BouncerError } from '../../../local/bouncer/bouncer-error.ts';
import { readChatAccess } from '../../../local/bouncer/read-chat-access.ts';
import { useAzure } from '../azure/start.ts';
import { runAgainst } from './scripted-app.ts';

const given = useAzure();

/** A thread that the moderator is not in. */
function threadOf(...members: string[]): string {
  return given.azure.communication.threads.create({ members });
}

const somebody = () => given.azure.communication.createIdentity();

/** Has the moderator put into a thread by a member, with the connection string in a variable. */
const join = (threadId: string, member: string, ...more: string[]) =>
  runAgainst(
    {},
    [
      'join',
      '--thread',
      threadId,
      '--member',
      member,
      '--moderator',
      given.azure.moderatorId,
      ...reach,
      ...more,
    ],
    { env: { ACS: given.azure.communication.connectionString() } },
  );
const reach = ['--connection-string-env', 'ACS'];

describe('join', () => {
  it('puts the moderator into a thread, on behalf of a member', async () => {
    const member = somebody();
    const thread = threadOf(member);
    const ran = await join(thread, member);
    expect([ran.exit, ran.out]).toEqual([0, `${given.azure.moderatorId} is in the thread now.\n`]);
    expect(given.azure.communication.threads.members(thread)).toEqual([member, given.azure.moderatorId]);
  });

  it('changes nothing where the moderator is in already', async () => {
    const member = somebody();
    const ran = await join(threadOf(member, given.azure.moderatorId), member, '--json');
    expect([ran.exit, ran.json()]).toEqual([0, expect.objectContaining({ result: 'in-already' })]);
    expect(given.azure.calls.count({ operation: 'chat.addParticipants' })).toBe(0);
  });

  it('with --dry-run lets nobody in', async () => {
    const member = somebody();
    const threadId = threadOf(member);
    const ran = await join(threadId, member, '--dry-run');
    expect([ran.exit, ran.out]).toEqual([0, expect.stringContaining('would be put into the thread')]);
    expect(given.azure.communication.threads.members(threadId)).toEqual([member]);
  });

  it.each([
    ['somebody who is not in the thread', somebody, /Name a member who is in this thread/],
    [
      'somebody of another resource',
      () => `8:acs:${crypto.randomUUID()}_${crypto.randomUUID()}`,
      /belongs to this ACS resource/,
    ],
  ])('cannot be done by %s', async (_who, stranger, remedy) => {
    const threadId = threadOf(somebody());
    const ran = await join(threadId, stranger());
    expect([ran.exit, ran.err]).toEqual([1, expect.stringMatching(remedy)]);
    expect(given.azure.communication.threads.members(threadId)).not.toContain(given.azure.moderatorId);
  });

  it('ends with 3 while ACS is away', async () => {
    given.azure.faults.add({ match: { operation: 'chat.addParticipants' }, times: 'always', status: 503 });
    const member = somebody();
    const ran = await join(threadOf(member), member);
    expect([ran.exit, ran.err]).toEqual([3, expect.stringContaining('503')]);
  });

  it('never shows the connection string, the key in it or a token', async () => {
    const member = somebody();
    const said: string[] = [];
    for (const thread of [threadOf(member), threadOf(somebody()), '19:none@thread.v2']) {
      const ran = await join(thread, member, '--json');
      said.push(ran.out, ran.err);
    }
    const secrets = given.azure.issuedSecrets().filter((secret) => !secret.startsWith('8:acs:'));
    expect(secrets.filter((secret) => said.join('\n').includes(secret))).toEqual([]);
  });

  it.each([
    [[], '--thread and --member are needed.'],
    [['--thread', '*', '--member', '8:acs:x'], '--thread must be the id of an ACS thread'],
    [['--thread', '19:a@thread.v2', '--member', 'nobody'], '--member is not a communication identifier'],
    [['--thread', '19:a@thread.v2', '--member', '4:+14255550100'], '--member is no user of an ACS resource.'],
  ])('has to be told where and by whom: %j', async (args, what) => {
    const ran = await runAgainst({}, ['join', ...reach, ...args], { env: { ACS: 'endpoint=;accesskey=' } });
    expect([ran.exit, ran.err]).toEqual([2, expect.stringContaining(what)]);
  });

  it.each([
    [[], {}, 'Nothing says how to reach ACS.'],
    [reach, {}, 'There is no connection string in ACS.'],
    [reach, { ACS: 'x' }, 'Nothing says who the moderator is.'],
    [['--vault', 'http://my-vault.example'], {}, '--vault must be an https URL.'],
  ])('has to be told how to reach ACS: %j', async (args, env, what) => {
    const member = `8:acs:${crypto.randomUUID()}_${crypto.randomUUID()}`;
    const ran = await runAgainst({}, ['join', '--thread', '19:a@thread.v2', '--member', member, ...args], {
      env,
    });
    expect([ran.exit, ran.err]).toEqual([2, expect.stringContaining(what)]);
  });
});

describe('what join needs, from the vault', () => {
  const read = (moderator?: string) => {
    const { clientId } = given.azure.identity.addUserAssigned({ rights: ['secrets.get'] });
    return readChatAccess(
      given.azure.vaultUrl,
      moderator,
      async () => new ManagedIdentityCredential({ clientId }),
    );
  };

  it('is the connection string and the moderator', async () => {
    expect(await read()).toEqual({
      connectionString: given.azure.communication.connectionString(),
      moderator: given.azure.moderatorId,
    });
    expect(await read('8:acs:another')).toMatchObject({ moderator: '8:acs:another' });
  });

  it('is missed in words for whoever types', async () => {
    given.azure.vault.deleteSecret('acs-connection-string');
    const error = await read().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(BouncerError);
    expect((error as BouncerError).trouble).toMatchObject({
      exit: 'refused',
      remedy: expect.stringContaining('--connection-string-env'),
    });
  });
});
