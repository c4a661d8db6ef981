import { textAt } from './vendor/value-at.ts';
import type { Meaning, Vendor } from './vendor/vendor.ts';
import { vendorReader } from './vendor/vendor-reader.ts';

/** What a moderator did to somebody, by an event of the second version. */
const aboutAuthor: Omit<Meaning, 'action'> = {
  participant: ['data.object.author.external_id'],
  thread: [],
  everywhere: true,
  until: ['data.object.author.block.until'],
  reason: ['data.object.author.block.reason', 'data.object.value'],
  occurredAt: ['data.object.created_at', 'created'],
};

/** What a moderator did about a message. The author's `block` is not read: it may be an older one. */
const aboutItem: Meaning = {
  words: ['data.object.key', 'data.object.name', 'data.object.value', 'data.object.id'],
  participant: ['data.object.item.author_id', 'data.object.author.external_id'],
  thread: ['data.object.item.conversation_id'],
  lasts: ['data.object.value'],
  reason: ['data.object.value', 'data.object.name'],
  occurredAt: ['data.object.created_at', 'created'],
};

/**
 * Moderation API. Submit content with the ACS identifier as its author and the thread as its conversation, and nothing
 * has to be mapped. Events as in https://github.com/moderation-api/sdk-typescript (`WebhookEvent`) and, for the first
 * version, https://docs.moderationapi.com/review-queues/webhooks
 */
export const moderationApi: Vendor = {
  id: ({ headers }, json) => textAt(json, ['id']) ?? headers.get('webhook-event-id') ?? undefined,
  meanings: {
    'author.blocked': { ...aboutAuthor, action: 'ban' },
    'author.suspended': { ...aboutAuthor, action: 'ban', lasts: ['data.object.value'] },
    'author.unblocked': { ...aboutAuthor, action: 'unban' },
    'queue_item.rejected': { ...aboutItem, action: 'remove' },
    'queue_item.action': aboutItem,
    // Its timestamp is not read: it is when the webhook was sent, so that every try may have another.
    QUEUE_ITEM_ACTION: {
      words: ['action.name', 'action.value', 'action.id'],
      participant: ['authorId'],
      thread: ['contextId'],
      reason: ['action.value', 'action.name'],
    },
  },
};

/** Reads Moderation API's webhooks. */
export const readModerationApi = vendorReader(moderationApi);
