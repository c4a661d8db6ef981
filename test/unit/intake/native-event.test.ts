import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNativeEvent } from '../../../src/intake/native-event.ts';

const participant = '8:acs:8540c0de-899f-5cce-acb5-3ec493af3800_0e59221d-0c1d-46ae-9544-c963ce56c10b';
const event = { id: 'case-1', action: 'remove', threadId: '19:abc@thread.v2', participant };
const ban = { ...event, action: 'ban' };
const unban = { ...event, action: 'unban' };
const read = (json: unknown, deliveryId?: string) => readNativeEvent(json, { source: 'default', deliveryId });
const pointers = (json: unknown) => {
  const result = read(json);
  return 'faults' in result ? result.faults.map(({ pointer }) => pointer) : 'no fault';
};

describe('a native event', () => {
  it('needs an id, an action, a thread and a participant', () => {
    expect(read(event)).toMatchObject({
      event: {
        source: 'default',
        id: 'case-1',
        action: 'remove',
        threadId: '19:abc@thread.v2',
        participant: { kind: 'communicationUser', rawId: participant },
        decision: expect.stringMatching(/^[A-Za-z0-9_-]{27}$/),
      },
    });
  });

  it('may say why, who decided and when', () => {
    const occurredAt = '2026-11-23T10:00:00+01:00';
    const more = { reason: 'spam', moderator: 'mod@example.com', occurredAt, effectiveAt: occurredAt };
    expect(read({ ...event, ...more })).toMatchObject({
      event: {
        reason: 'spam',
        moderator: 'mod@example.com',
        occurredAt: Date.parse('2026-11-23T09:00:00Z'),
        effectiveAt: Date.parse('2026-11-23T09:00:00Z'),
      },
    });
  });

  it.each(['remove', 'ban', 'unban'])('may ask for %s, in one thread or in every thread', (action) => {
    expect(read({ ...event, action })).toMatchObject({ event: { action, threadId: event.threadId } });
    expect(read({ ...event, action, threadId: '*' })).toMatchObject({ event: { action, threadId: '*' } });
  });

  it('may ban until a time, from a time on, and have tokens revoked', () => {
    const more = {
      occurredAt: '2026-11-23T09:00:00Z',
      effectiveAt: '2026-11-24T09:00:00Z',
      until: '2026-11-25T09:00:00Z',
      revokeTokens: true,
    };
    expect(read({ ...ban, ...more })).toMatchObject({
      event: { until: Date.parse('2026-11-25T09:00:00Z'), revokeTokens: true },
    });
  });

  it('may ask for everything but the effect', () => {
    expect(read({ ...event, dryRun: true })).toMatchObject({ event: { dryRun: true } });
  });

  it('is the same with a wish that is false as without it', () => {
    expect(read({ ...event, dryRun: false, revokeTokens: false })).toEqual(read(event));
  });

  it('goes by the name on its envelope, whatever its own is', () => {
    const sender = { source: 'default', envelope: { id: 'outer', occurredAt: 1_000 } };
    for (const id of ['inner', '', 7, null]) {
      expect(readNativeEvent({ ...event, id }, sender)).toMatchObject({ event: { id: 'outer' } });
    }
    expect(readNativeEvent(event, sender)).toMatchObject({ event: { occurredAt: 1_000 } });
    const own = { ...event, occurredAt: '2026-11-23T09:00:00Z' };
    expect(readNativeEvent(own, sender)).toMatchObject({
      event: { occurredAt: Date.parse('2026-11-23T09:00:00Z') },
    });
  });

  it('is measured by the time on its envelope when it has none of its own', () => {
    const envelope = { id: 'outer', occurredAt: Date.parse('2027-01-02T00:00:00Z') };
    expect(
      readNativeEvent({ ...ban, until: '2027-01-01T00:00:00Z' }, { source: 'default', envelope }),
    ).toMatchObject({ faults: [{ pointer: '/until' }] });
  });

  it('may hold members that nobody knows', () => {
    expect(pointers({ ...event, type: 'x', nested: { deep: true } })).toBe('no fault');
  });

  it('takes its id from the delivery when it has none of its own', () => {
    const { id: _, ...anonymous } = event;
    expect(read(anonymous, 'msg_1')).toMatchObject({ event: { id: 'msg_1' } });
    expect(read(event, 'msg_1')).toMatchObject({ event: { id: 'case-1' } });
    expect(read(anonymous)).toMatchObject({ faults: [{ pointer: '/id' }] });
    expect(read(anonymous, ' ')).toMatchObject({ faults: [{ pointer: '/id' }] });
  });

  it.each<[string, unknown, string[]]>([
    ['null', null, ['']],
    ['a list', [event], ['']],
    ['a text', 'remove', ['']],
    ['nothing in it', {}, ['/action', '/threadId', '/participant']],
    ['an action nobody knows', { ...event, action: 'banish' }, ['/action']],
    ['an empty id', { ...event, id: '' }, ['/id']],
    ['an id of spaces', { ...event, id: ' \t' }, ['/id']],
    ['an endless id', { ...event, id: 'x'.repeat(513) }, ['/id']],
    ['half a character in its id', { ...event, id: 'x\ud800' }, ['/id']],
    [
      'numbers for texts',
      { ...event, id: 1, threadId: 2, participant: 3 },
      ['/id', '/threadId', '/participant'],
    ],
    ['a slash in its thread', { ...event, threadId: '19:a/b@thread.v2' }, ['/threadId']],
    ['a way up in its thread', { ...event, threadId: '19:..@thread.v2/../..' }, ['/threadId']],
    ['an encoded slash in its thread', { ...event, threadId: '19:a%2Fb@thread.v2' }, ['/threadId']],
    ['a query in its thread', { ...event, threadId: '19:a?b@thread.v2' }, ['/threadId']],
    ['a control character in its thread', { ...event, threadId: '19:a\u0000@thread.v2' }, ['/threadId']],
    ['a line break behind its thread', { ...event, threadId: '19:a@thread.v2\n' }, ['/threadId']],
    ['more than one star for its thread', { ...event, threadId: '**' }, ['/threadId']],
    ['a participant that is nobody', { ...event, participant: 'garbage' }, ['/participant']],
    ['a model that is nobody', { ...event, participant: {} }, ['/participant']],
    [
      'a member of the wrong type',
      { ...event, participant: { communicationUser: { id: 7 } } },
      ['/participant/communicationUser/id'],
    ],
    [
      'members that disagree',
      { ...event, participant: { kind: 'phoneNumber', rawId: participant } },
      ['/participant/kind'],
    ],
    ['a time without a zone', { ...event, occurredAt: '2026-11-23T10:00:00' }, ['/occurredAt']],
    ['a time that is no time', { ...event, occurredAt: 'yesterday' }, ['/occurredAt']],
    [
      'a time after the end of time',
      { ...event, effectiveAt: '9999-12-31T23:59:59-12:00' },
      ['/effectiveAt'],
    ],
    ['a time to come without a zone', { ...event, effectiveAt: '2027-01-01' }, ['/effectiveAt']],
    ['an end to a removal', { ...event, until: '2027-01-01T00:00:00Z' }, ['/until']],
    ['an end to an unban', { ...unban, until: '2027-01-01T00:00:00Z' }, ['/until']],
    ['an end without a zone', { ...ban, until: '2027-01-01T00:00:00' }, ['/until']],
    [
      'a ban that ends as it is decided',
      { ...ban, occurredAt: '2026-11-23T09:00:00Z', until: '2026-11-23T10:00:00+01:00' },
      ['/until'],
    ],
    [
      'a ban that ends before it takes effect',
      { ...ban, effectiveAt: '2027-02-01T00:00:00Z', until: '2027-01-01T00:00:00Z' },
      ['/until'],
    ],
    ['an unban to come', { ...unban, effectiveAt: '2027-01-01T00:00:00Z' }, ['/effectiveAt']],
    ['tokens to revoke and no ban', { ...event, revokeTokens: true }, ['/revokeTokens']],
    ['tokens to revoke and an unban', { ...unban, revokeTokens: true }, ['/revokeTokens']],
    ['a text that says whether to only try', { ...event, dryRun: 'true' }, ['/dryRun']],
    ['a number that says whether to revoke', { ...ban, revokeTokens: 1 }, ['/revokeTokens']],
    ['null for an end', { ...ban, until: null }, ['/until']],
  ])('is refused with %s, and told where', (_what, json, expected) => {
    expect(pointers(json)).toEqual(expected);
  });

  it('says in plain words what is wrong', () => {
    expect(read({ ...event, id: 7, action: 'banish', threadId: undefined })).toEqual({
      faults: [
        { pointer: '/id', detail: 'must be a string' },
        { pointer: '/action', detail: 'must be remove or ban or unban' },
        { pointer: '/threadId', detail: 'is missing' },
      ],
    });
  });

  it('is read or refused, whatever JSON comes', () => {
    const almost = fc.record(
      {
        id: fc.anything(),
        action: fc.oneof(fc.constant('remove'), fc.anything()),
        threadId: fc.oneof(fc.constant(event.threadId), fc.string()),
        participant: fc.oneof(fc.constant(participant), fc.anything()),
        occurredAt: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), almost), (json) => {
        const result = read(json);
        if ('faults' in result) expect(result.faults.length).toBeGreaterThan(0);
        else expect(result.event.threadId).toBe(event.threadId);
      }),
    );
  });
});
