import { describe, expect, it } from 'vitest';
import { readModerationApi } from '../../../../src/intake/formats/moderation-api.ts';
import type { SourceOfFormat } from '../../../../src/intake/formats/reading.ts';
import { deliver, itemOf, participant, source, threadId } from './deliver.ts';
import { fixture } from './fixture.ts';

const read = (json: unknown, from: Partial<SourceOfFormat> = {}, headers = {}) =>
  itemOf(readModerationApi, deliver(json, headers), { ...source, ...from });
const id = 'evt_clx9f2k0a0001abcd1234';
const who = { participant: { rawId: participant } };

describe('Moderation API', () => {
  it('author.blocked bans somebody from every thread', () => {
    const item = read(fixture('moderation-api-author-blocked'));
    expect(item).toMatchObject({
      kind: 'event',
      event: {
        source: 'tool',
        id,
        ...who,
        action: 'ban',
        threadId: '*',
        reason: 'Repeated spam violations',
        occurredAt: Date.parse('2026-05-08T12:38:00Z'),
      },
    });
    expect(item).not.toHaveProperty('event.until');
  });

  it('author.suspended bans somebody until a time', () => {
    const until = Date.parse('2026-05-09T12:39:00Z');
    expect(read(fixture('moderation-api-author-suspended'))).toMatchObject({
      event: { ...who, action: 'ban', threadId: '*', until, reason: 'Cooling-off period' },
    });
  });

  it('author.suspended without a time is as long as the action says, if it says so', () => {
    const json = fixture('moderation-api-author-suspended');
    json.data.object.author.block.until = null;
    expect(read(json)).toMatchObject({ event: { until: Date.parse('2026-05-09T12:39:00Z') } });
    json.data.object.value = 'rude';
    expect(read(json)).not.toHaveProperty('event.until');
  });

  it.each([1_778_330_340, 'soon', true])('author.suspended until %j is no ban for ever', (until) => {
    const json = fixture('moderation-api-author-suspended');
    json.data.object.author.block.until = until;
    expect(read(json)).toMatchObject({
      kind: 'unusable',
      event: { id, faults: [{ pointer: '/data/object/author/block/until' }] },
    });
  });

  it('author.suspended until before it was decided cannot be carried out', () => {
    const json = fixture('moderation-api-author-suspended');
    json.data.object.author.block.until = Date.parse('2025-05-10T12:00:00Z');
    expect(read(json)).toMatchObject({
      kind: 'unusable',
      event: { faults: [{ pointer: '/data/object/author/block/until' }] },
    });
  });

  it('author.unblocked lifts the ban', () => {
    expect(read(fixture('moderation-api-author-unblocked'))).toMatchObject({
      event: { ...who, action: 'unban', threadId: '*' },
    });
  });

  it('queue_item.rejected removes the author from the conversation', () => {
    expect(read(fixture('moderation-api-queue-item-rejected'))).toMatchObject({
      event: { ...who, action: 'remove', threadId, reason: 'spam' },
    });
  });

  it('queue_item.rejected means what the source says, of itself or of its value', () => {
    const json = fixture('moderation-api-queue-item-rejected');
    expect(read(json, { actionsFrom: { 'queue_item.rejected': 'ban' } })).toMatchObject({
      event: { action: 'ban', threadId },
    });
    expect(read(json, { actionsFrom: { Spam: 'ban' } })).toMatchObject({ event: { action: 'ban' } });
  });

  it('queue_item.action bans from the conversation, for as long as its value says', () => {
    expect(read(fixture('moderation-api-queue-item-action'))).toMatchObject({
      event: { ...who, action: 'ban', threadId, until: Date.parse('2026-05-09T12:36:00Z') },
    });
  });

  it('queue_item.action does not take the end of an older suspension for its own', () => {
    const json = fixture('moderation-api-queue-item-action');
    json.data.object.value = null;
    json.data.object.author.block = { until: Date.parse('2026-05-08T18:00:00Z') };
    expect(read(json)).not.toHaveProperty('event.until');
  });

  it('queue_item.action that is another action means nothing, unless the source says what', () => {
    const json = fixture('moderation-api-queue-item-shadow-ban');
    expect(read(json)).toMatchObject({ kind: 'ignored' });
    expect(read(json, { actionsFrom: { SHADOW_BAN: 'remove' } })).toMatchObject({
      event: { ...who, action: 'remove', threadId },
    });
  });

  it('queue_item.action is known by its key, by its name where it has none, never by its value', () => {
    const json = fixture('moderation-api-queue-item-shadow-ban');
    json.data.object.value = 'ban';
    expect(read(json)).toMatchObject({ kind: 'ignored' });
    json.data.object.key = null;
    json.data.object.name = 'Ban user';
    expect(read(json)).toMatchObject({ event: { action: 'ban' } });
  });

  it('QUEUE_ITEM_ACTION of the first version means what the source says', () => {
    const json = fixture('moderation-api-v1-queue-item-action');
    expect(read(json)).toMatchObject({ kind: 'ignored' });
    for (const word of ['spam', 'remove content', 'Remove_Content', '123']) {
      expect(read(json, { actionsFrom: { [word]: 'remove' } })).toMatchObject({
        event: { id: '123', ...who, action: 'remove', threadId, reason: 'spam' },
      });
    }
  });

  it('QUEUE_ITEM_ACTION was decided when it came: its timestamp is when it was sent', () => {
    const json = fixture('moderation-api-v1-queue-item-action');
    json.action.name = 'Kick';
    expect(read(json)).toMatchObject({ event: { action: 'remove' } });
    expect(read(json)).not.toHaveProperty('event.occurredAt');
  });

  it.each(['queue-item-allowed', 'queue-item-resolved', 'author-updated'])(
    '%s is no decision, whatever state it shows',
    (name) => {
      expect(read(fixture(`moderation-api-${name}`))).toMatchObject({ kind: 'ignored' });
    },
  );

  it('content that is flagged is no decision', () => {
    const json = fixture('moderation-api-queue-item-action');
    expect(read({ ...json, type: 'queue_item.new' })).toMatchObject({ kind: 'ignored' });
  });

  it('has its id in the body; the header, which nobody signs, only stands in for it', () => {
    const headers = { 'webhook-event-id': 'evt_header' };
    const json = fixture('moderation-api-author-blocked');
    expect(read(json, {}, headers)).toMatchObject({ event: { id } });
    const { id: _, ...without } = json;
    expect(read(without, {}, headers)).toMatchObject({ event: { id: 'evt_header' } });
  });

  it('is about nobody without a conversation: a decision in one is never one in all', () => {
    for (const conversation_id of [null, undefined, '', '*', 'general', 7, [threadId]]) {
      const json = fixture('moderation-api-queue-item-rejected');
      json.data.object.item.conversation_id = conversation_id;
      const item = read(json);
      expect(item).toMatchObject({
        kind: 'unusable',
        event: { id, faults: [{ pointer: '/data/object/item/conversation_id' }] },
      });
      expect(JSON.stringify(item)).not.toContain('general');
    }
  });
});
