import { exampleDecision, exampleParticipant, exampleThread } from './people.ts';

/** What is on record of a decision that has failed. */
export const recordExample = {
  decision: exampleDecision,
  source: 'default',
  id: 'case-4711',
  action: 'remove',
  threadId: exampleThread,
  participant: exampleParticipant,
  reason: 'spam',
  status: 'failed',
  problem: {
    type: 'urn:chat-bouncer:problem:refused-by-chat',
    title: 'The chat platform refuses',
    detail: 'ACS Chat answered 403 Forbidden.',
    hint: 'Add the moderator identity to the thread, then redrive the decision.',
  },
  attempts: 1,
  received: '2026-11-23T09:30:00.412Z',
  updated: '2026-11-23T09:30:00.688Z',
};
