import * as z from 'zod';

/** https://docs.moderationapi.com/webhooks */
export const moderationApiEvent = z
  .looseObject({
    id: z.string().min(1),
    type: z
      .string()
      .min(1)
      .describe('`author.blocked`, `author.suspended`, `author.unblocked`, `queue_item.action`, …'),
    timestamp: z.union([z.number(), z.string()]).exactOptional(),
    data: z.looseObject({}).exactOptional(),
  })
  .describe('A webhook of Moderation API. Only decisions are acted upon, never advice.');

/** https://getstream.io/moderation/docs/ */
export const streamEvent = z
  .looseObject({
    type: z
      .string()
      .min(1)
      .describe('`user.banned`, `user.unbanned`, `moderation.custom_action`, `review_queue_item.updated`, …'),
    created_at: z.string().exactOptional(),
  })
  .describe('A webhook of Stream. Only decisions are acted upon, never advice.');
