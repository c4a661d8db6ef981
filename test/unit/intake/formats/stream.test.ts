import { describe, expect, it } from 'vitest';
import type { SourceOfFormat } from '../../../../src/intake/formats/reading.ts';
import { readStream } from '../../../../src/intake/formats/stream.ts';
import { deliver, itemOf, participant, source, threadId } from './deliver.ts';
import { fixture } from './fixture.ts';

/** Stream's ids cannot be those of ACS: no colon may stand in them. */
const mapped: Partial<SourceOfFormat> = {
  participantFrom: { prefix: '8:acs:8540c0de-899f-5cce-acb5-3ec493af3800_' },
  threadFrom: { prefix: '19:', suffix: '@thread.v2' },
};
const read = (
  json: unknown,
  from: Partial<SourceOfFormat> = mapped,
  headers = { 'x-webhook-id': 'hook-1' },
) => itemOf(readStream, deliver(json, headers), { ...source, ...from });
const who = { participant: { rawId: participant } };

describe('Stream', () => {
  it('user.banned bans somebody from a channel until the ban expires', () => {
    expect(read(fixture('stream-user-banned'))).toMatchObject({
      kind: 'event',
      event: {
        source: 'tool',
        id: 'hook-1',
        ...who,
        action: 'ban',
        threadId,
        until: Date.parse('2026-05-09T12:38:00.295Z'),
        occurredAt: Date.parse('2026-05-08T12:38:00.295Z'),
        reason: 'spam',
        moderator: 'moderator-1',
      },
    });
  });

  it('user.banned without a channel bans somebody from every thread, without an end if none is said', () => {
    const json = fixture('stream-user-banned-app-wide');
    for (const more of [{}, { cid: '', channel_id: '' }, { cid: null, expiration: null }]) {
      const item = read({ ...json, ...more });
      expect(item).toMatchObject({ event: { ...who, action: 'ban', threadId: '*' } });
      expect(item).not.toHaveProperty('event.until');
    }
  });

  it('an item with more bans than can be passed as arguments is read as any other', () => {
    const json = fixture('stream-review-queue-item-updated');
    json.review_queue_item.bans = Array(300_000).fill(0);
    expect(read(json)).toMatchObject({ kind: expect.stringMatching(/^(event|unusable)$/) });
  });

  it('user.banned with a channel that is no thread is never a ban from every thread', () => {
    const { threadFrom: _, ...noThread } = mapped;
    expect(read(fixture('stream-user-banned'), noThread)).toMatchObject({
      kind: 'unusable',
      event: { id: 'hook-1', faults: [{ pointer: '/channel_id' }] },
    });
    const elsewhere = { ...mapped, threadFrom: { path: 'channel.acs_thread' } };
    expect(read(fixture('stream-user-banned'), elsewhere)).toMatchObject({
      kind: 'unusable',
      event: { faults: [{ pointer: '/channel/acs_thread' }] },
    });
    expect(read(fixture('stream-user-banned-app-wide'), elsewhere)).toMatchObject({
      event: { threadId: '*' },
    });
  });

  it('user.banned in the shadow is one that nobody is to notice', () => {
    expect(read(fixture('stream-user-banned-shadow'))).toMatchObject({ kind: 'ignored' });
  });

  it('user.unbanned at the end of a ban in the shadow lifts none that was another', () => {
    const json = { ...fixture('stream-user-unbanned'), shadow: true };
    expect(read(json)).toMatchObject({ kind: 'ignored', why: expect.stringContaining('shadow') });
  });

  it('may say who and where at another place of its events', () => {
    const json = { ...fixture('stream-user-banned'), acs: { user: participant, thread: threadId } };
    const from = { participantFrom: { path: 'acs.user' }, threadFrom: { path: '/acs/thread' } };
    expect(read(json, from)).toMatchObject({ kind: 'event', event: { ...who, threadId } });
  });

  it('user.unbanned lifts the ban from the channel', () => {
    expect(read(fixture('stream-user-unbanned'))).toMatchObject({
      event: { ...who, action: 'unban', threadId },
    });
  });

  it('moderation.custom_action does what its id means', () => {
    const json = fixture('stream-custom-action');
    expect(read(json)).toMatchObject({
      event: { ...who, action: 'remove', threadId, occurredAt: Date.parse('2026-05-08T12:38:00.1Z') },
    });
    const own = { ...json, action_id: 'Out-of-the-room' };
    expect(read(own)).toMatchObject({ kind: 'ignored' });
    expect(read(own, { ...mapped, actionsFrom: { 'out of the room': 'ban' } })).toMatchObject({
      event: { action: 'ban' },
    });
  });

  it('review_queue_item.updated does what a moderator did, for as long as the ban that came of it', () => {
    expect(read(fixture('stream-review-queue-item-updated'))).toMatchObject({
      event: {
        ...who,
        action: 'ban',
        threadId,
        until: Date.parse('2026-05-08T13:37:59Z'),
        occurredAt: Date.parse('2026-05-08T12:37:59Z'),
        reason: 'spam',
        moderator: 'moderator-1',
      },
    });
  });

  it('review_queue_item.updated is no decision if the ban that came of it is in the shadow', () => {
    const json = fixture('stream-review-queue-item-updated');
    json.review_queue_item.bans[0].shadow = true;
    expect(read(json)).toMatchObject({ kind: 'ignored' });
  });

  it('review_queue_item.updated without any ban in it holds without an end', () => {
    const json = fixture('stream-review-queue-item-updated');
    json.review_queue_item.bans = [];
    expect(read(json)).toMatchObject({ event: { action: 'ban' } });
    expect(read(json)).not.toHaveProperty('event.until');
  });

  it('review_queue_item.updated is about the channel of the message, or else of the ban that came of it', () => {
    const json = fixture('stream-review-queue-item-updated');
    json.review_queue_item.message = null;
    expect(read(json)).toMatchObject({ event: { threadId } });
    json.review_queue_item.bans[0].channel_cid = '';
    expect(read(json)).toMatchObject({
      kind: 'unusable',
      event: { faults: [{ pointer: '/review_queue_item/message/cid' }] },
    });
  });

  it('review_queue_item.updated lifts a ban, whatever bans there are', () => {
    const json = fixture('stream-review-queue-item-updated');
    json.action.type = 'unban';
    json.review_queue_item.bans.reverse();
    expect(read(json)).toMatchObject({ event: { action: 'unban', threadId } });
  });

  it.each(['mark_reviewed', 'delete_message', 'remove', 'unblock', 'shadow_block', 'restore', 'constructor'])(
    'review_queue_item.updated with %s is about content',
    (type) => {
      const json = fixture('stream-review-queue-item-updated');
      json.action.type = type;
      expect(read(json)).toMatchObject({ kind: 'ignored' });
    },
  );

  it.each([
    ['review-queue-item-flagged', 'is advice: recommended_action'],
    ['moderation-check-completed', 'is advice: recommended_action'],
    ['analysis-failed', 'neither clean nor guilty'],
  ])('%s is no decision, it %s', (name) => {
    expect(read(fixture(`stream-${name}`))).toMatchObject({ kind: 'ignored' });
  });

  it('is known again by X-Webhook-Id, and by what was sent where that is missing', () => {
    const json = fixture('stream-user-banned');
    const plain = itemOf(readStream, deliver(json), { ...source, ...mapped });
    const again = itemOf(readStream, deliver(json, { 'x-webhook-attempt': '2' }), { ...source, ...mapped });
    expect(plain).toEqual(again);
    expect(plain).toMatchObject({ event: { id: expect.stringMatching(/^sha256:/) } });
  });
});
