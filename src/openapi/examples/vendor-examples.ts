import { exampleParticipant as participant, exampleThread as threadId } from './people.ts';

/** Webhooks of Moderation API, for a user and a conversation that were submitted under their names in ACS. */
export const moderationApiExamples = {
  'moderation-api-block': {
    summary: 'Moderation API: somebody is blocked',
    value: {
      id: 'evt_1',
      type: 'author.suspended',
      created: 1_795_426_200,
      data: {
        object: {
          author: {
            external_id: participant,
            status: 'suspended',
            block: { reason: 'spam', until: '2030-01-31T18:00:00Z' },
          },
        },
      },
    },
  },
  'moderation-api-action': {
    summary: 'Moderation API: a moderator acts on a message',
    value: {
      id: 'evt_2',
      type: 'queue_item.action',
      data: {
        object: { key: 'remove_user', item: { author_id: participant, conversation_id: threadId } },
      },
    },
  },
};

/** Webhooks of Stream, of a source that says how their names become such of ACS (`participantFrom`, `threadFrom`). */
export const streamExamples = {
  'stream-ban': {
    summary: 'Stream: somebody is banned from a channel',
    value: {
      type: 'user.banned',
      cid: 'messaging:by1GiDrd9v8Fe8YN3e0Q6GyD7YYR7iNisGfzsErE-j41',
      channel_id: 'by1GiDrd9v8Fe8YN3e0Q6GyD7YYR7iNisGfzsErE-j41',
      user: { id: '83a95c22-8870-49ee-a007-3bfffcc352bc_78021af4-22e7-4bcd-809c-1705ed47c2e7' },
      reason: 'spam',
      expiration: '2030-01-31T18:00:00Z',
      created_at: '2026-11-23T09:30:00Z',
    },
  },
};
