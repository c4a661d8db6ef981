import { describe, expect, it } from 'vitest';
import { moderationApi } from '../../../../../src/intake/formats/moderation-api.ts';
import type { SourceOfFormat } from '../../../../../src/intake/formats/reading.ts';
import { stream } from '../../../../../src/intake/formats/stream.ts';
import type { Vendor } from '../../../../../src/intake/formats/vendor/vendor.ts';
import { vendorReader } from '../../../../../src/intake/formats/vendor/vendor-reader.ts';
import { deliver, itemOf, participant, pointersOf, source, threadId } from '../deliver.ts';

/** A vendor as simple as one can be. */
const vendor: Vendor = {
  id: (_delivery, json) => (json as { id?: string }).id,
  meanings: {
    ban: {
      action: 'ban',
      participant: ['user'],
      thread: ['room'],
      until: ['end'],
      reason: ['why'],
      occurredAt: ['at'],
    },
    'ban.everywhere': { action: 'ban', participant: ['user'], thread: ['room'], everywhere: true },
  },
};
const read = vendorReader(vendor);
const event = { id: 'hook-1', type: 'ban', user: participant, room: threadId };
const itemFor = (json: unknown, from: Partial<SourceOfFormat> = {}) =>
  itemOf(read, deliver(json), { ...source, ...from });

describe('a vendor’s webhook', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/vnd.tool+json'])(
    'is JSON: %s',
    (type) => {
      expect(itemOf(read, deliver(event, { 'content-type': type }))).toMatchObject({ kind: 'event' });
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded'])('is not %s: 415', (type) => {
    expect(() => read(deliver(event, { 'content-type': type }), source)).toThrow(
      expect.objectContaining({ problem: 'unsupported-media-type' }),
    );
  });

  it.each(['null', '[]', '7', '{}', '{"type":7}', '[{"type":"ban"}]'])(
    'says of which type it is: not %s',
    (text) => {
      expect(pointersOf(read, deliver(text))).toEqual(['/type']);
    },
  );

  it.each(['seen', 'BAN', '__proto__', 'constructor', 'toString', ''])(
    'is ignored if its type is no decision: %j',
    (type) => {
      expect(itemFor({ ...event, type })).toMatchObject({ kind: type === '' ? 'faulty' : 'ignored' });
    },
  );

  it('is ignored if the source does not name its type', () => {
    expect(itemFor(event, { types: ['ban.everywhere'] })).toMatchObject({ kind: 'ignored' });
    expect(itemFor(event, { types: ['ban'] })).toMatchObject({ kind: 'event' });
  });

  it('has reasons clipped to what the record takes, in whole characters', () => {
    const item = itemFor({ ...event, why: `${'x'.repeat(999)}😀` });
    const reason = item?.kind === 'event' ? (item.event.reason ?? '') : '';
    expect(reason).toHaveLength(1_000);
    expect(reason.isWellFormed()).toBe(true);
  });

  it('was decided when it came, if it does not say when in a way that can be read', () => {
    expect(itemFor({ ...event, at: 'yesterday' })).not.toHaveProperty('event.occurredAt');
  });

  it('may lack several things, all of which are told', () => {
    expect(itemFor({ id: 'hook-1', type: 'ban', end: 'soon' })).toMatchObject({
      kind: 'unusable',
      event: { faults: [{ pointer: '/user' }, { pointer: '/room' }, { pointer: '/end' }] },
    });
  });

  it.each<[string, unknown, string]>([
    ['a text', 'Mallory', 'holds a text that is not an ACS identifier'],
    ['a number', 7, 'holds a number that is not an ACS identifier'],
    ['a list', [participant], 'holds a list that is not an ACS identifier'],
    ['an object', { id: participant }, 'holds an object that is not an ACS identifier'],
    ['nothing', null, 'holds nothing, so that an ACS identifier cannot be known'],
  ])('is on record as rejected with %s for a person, which is not quoted', (_what, user, detail) => {
    const item = itemFor({ ...event, user });
    expect(item).toMatchObject({
      kind: 'unusable',
      event: {
        id: 'hook-1',
        faults: [{ pointer: '/user', detail: expect.stringContaining(detail) }],
      },
    });
    expect(JSON.stringify(item)).toContain('participantFrom');
    expect(JSON.stringify(item)).not.toContain('Mallory');
  });

  it.each(['*', '', null, 'room-7', '19:x@thread.v2/../..', `${threadId}\n`, 7])(
    'never means every thread by what stands in it: %j',
    (room) => {
      expect(itemFor({ ...event, room })).toMatchObject({
        kind: 'unusable',
        event: { faults: [{ pointer: '/room' }] },
      });
    },
  );

  it('means every thread only where it names no channel at all', () => {
    const wide = { ...event, type: 'ban.everywhere' };
    for (const room of [undefined, null, '']) {
      expect(itemFor({ ...wide, room })).toMatchObject({ event: { threadId: '*' } });
    }
    expect(itemFor(wide)).toMatchObject({ event: { threadId } });
    for (const room of ['*', 'room-7', 7])
      expect(itemFor({ ...wide, room })).toMatchObject({ kind: 'unusable' });
    const elsewhere = { threadFrom: { path: 'acs.thread' } };
    expect(itemFor({ ...wide, room: 'room-7' }, elsewhere)).toMatchObject({ kind: 'unusable' });
    expect(itemFor({ ...wide, room: '' }, elsewhere)).toMatchObject({ event: { threadId: '*' } });
  });

  it('has what the source says before and behind its ids', () => {
    const [, user] = participant.split('_');
    const from = {
      participantFrom: { prefix: participant.slice(0, -(user?.length ?? 0)) },
      threadFrom: { path: 'place', prefix: '19:', suffix: '@thread.v2' },
    };
    expect(itemFor({ ...event, user, place: 'room-7' }, from)).toMatchObject({
      event: { participant: { rawId: participant }, threadId: '19:room-7@thread.v2' },
    });
  });

  it('has a name made of its bytes, if it has none that can be kept', () => {
    for (const id of [undefined, '', ' ', 'x'.repeat(513), '\ud800', 7]) {
      const item = itemFor({ ...event, id });
      expect(item).toMatchObject({
        kind: 'event',
        event: { id: expect.stringMatching(/^sha256:[\w-]{43}$/) },
      });
      expect(itemFor({ ...event, id })).toEqual(item);
    }
  });
});

describe('what users wrote into a vendor’s webhook', () => {
  const json = JSON.stringify(event);

  it.each([
    ['a name that stands twice', '"content":{"a":1,"a":2}'],
    ['__proto__', '"content":{"__proto__":{"user":"x"}}'],
    ['nesting without end', `"content":${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('does not keep the decision about them out: %s', (_what, member) => {
    expect(itemFor(`{${member},${json.slice(1)}`)).toEqual(itemFor(event));
  });

  it.each([
    ['the person', '"user":"x"', '/user'],
    ['the thread', '"room":"x"', '/room'],
    ['the id', '"id":"x"', '/id'],
    ['the type', '"type":"seen"', '/type'],
  ])('is not taken for %s: what stands twice there is on record as rejected', (_what, member, pointer) => {
    expect(itemFor(`{${member},${json.slice(1)}`)).toMatchObject({
      kind: 'unusable',
      event: { faults: [{ pointer }] },
    });
  });

  it('is not taken for it on the way there, nor where the source looks', () => {
    const twice = `{"acs":{"user":"x"},"acs":{"user":"${participant}"},${json.slice(1)}`;
    expect(itemFor(twice)).toMatchObject({ kind: 'event' });
    expect(itemFor(twice, { participantFrom: { path: 'acs.user' } })).toMatchObject({
      kind: 'unusable',
      event: { faults: [{ pointer: '/acs' }] },
    });
  });
});

describe.each<[string, Vendor]>([
  ['Moderation API', moderationApi],
  ['Stream', stream],
])('the description of %s', (_name, { meanings }) => {
  const all = Object.entries(meanings).map(
    ([type, meaning]) => [type, typeof meaning === 'function' ? meaning({}) : meaning] as const,
  );

  it.each(all)('%s says what is decided, about whom, and where', (_type, meaning) => {
    expect(meaning.action ?? meaning.words?.length).toBeTruthy();
    expect(meaning.participant).not.toEqual([]);
    expect(meaning.thread.length > 0 || meaning.everywhere).toBe(true);
  });

  it.each(all)('%s reads no advice', (_type, meaning) => {
    expect(JSON.stringify(meaning)).not.toMatch(/recommend|flagged|labels|score|severity/);
  });
});
