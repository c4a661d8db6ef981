import { valueAt } from './vendor/value-at.ts';
import type { Meaning, Vendor } from './vendor/vendor.ts';
import { vendorReader } from './vendor/vendor-reader.ts';
import { vendorTime } from './vendor/vendor-time.ts';

/** Stream Chat: somebody is banned from a channel or, where none is named, from the whole app, or no longer so. */
const aboutUser: Meaning = {
  participant: ['user.id'],
  thread: ['channel_id', 'cid'],
  everywhere: true,
  until: ['expiration'],
  reason: ['reason'],
  moderator: ['created_by.id'],
  occurredAt: ['created_at'],
};

const shadow = 'a shadow ban is one that the person is not to notice';

const channelOfMessage = ['review_queue_item.message.cid', 'message.cid'];

/**
 * Stream Chat and Stream Moderation. Neither lets an id hold a colon, so that a source has to say how a user and a
 * channel become an ACS identifier and a thread. `recommended_action` is advice and is not read.
 * https://getstream.io/moderation/docs/api/webhooks and https://getstream.io/chat/docs/node/webhook_events/
 */
export const stream: Vendor = {
  id: ({ headers }) => headers.get('x-webhook-id') ?? undefined,
  // messaging:general
  channelId: (cid) => cid.slice(cid.indexOf(':') + 1),
  meanings: {
    'user.banned': {
      ...aboutUser,
      action: 'ban',
      unless: { paths: ['shadow'], why: shadow },
    },
    // Whom nobody has banned here for a shadow ban, nobody lets off other bans when that ends.
    'user.unbanned': {
      ...aboutUser,
      action: 'unban',
      unless: { paths: ['shadow'], why: 'it ends a shadow ban, which is none here' },
    },
    'moderation.custom_action': {
      words: ['action_id'],
      participant: ['review_queue_item.entity_creator_id'],
      thread: channelOfMessage,
      occurredAt: ['created_at'],
    },
    'review_queue_item.updated': (json) => {
      const ban = latestBan(json);
      return {
        words: ['action.type', 'action.id'],
        participant: ['action.target_user_id', 'review_queue_item.entity_creator_id'],
        thread: channelOfMessage,
        reason: ['action.reason'],
        moderator: ['action.user_id'],
        occurredAt: ['action.created_at', 'created_at'],
        ...(ban && {
          thread: [...channelOfMessage, `${ban}.channel_cid`],
          until: [`${ban}.expires`],
          unless: { paths: [`${ban}.shadow`], why: shadow },
        }),
      };
    },
  },
};

/** Reads Stream's webhooks. */
export const readStream = vendorReader(stream);

/**
 * Where the ban stands that a moderator's action has led to: the latest of those on the reviewed item. The action itself
 * does not say until when it holds; without that, a ban for a day would be one for ever.
 */
function latestBan(json: object): string | undefined {
  const path = 'review_queue_item.bans';
  const bans = valueAt(json, 'action.type') === 'ban' ? valueAt(json, path) : undefined;
  if (!Array.isArray(bans) || bans.length === 0) return undefined;
  const times = bans.map((ban) => vendorTime(valueAt(ban, 'created_at')) ?? 0);
  const latest = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  return `${path}.${times.lastIndexOf(latest)}`;
}
