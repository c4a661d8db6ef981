import { exampleParticipant as participant, exampleThread as threadId } from './people.ts';

/** Decisions in our own words, one for each thing that can be asked for. */
export const nativeExamples = {
  remove: {
    summary: 'Put somebody out',
    value: { id: 'case-4711', action: 'remove', threadId, participant, reason: 'spam' },
  },
  'remove-later': {
    summary: 'Put a guest out when their time is over',
    value: { id: 'visit-12', action: 'remove', threadId, participant, effectiveAt: '2030-01-31T18:00:00Z' },
  },
  ban: {
    summary: 'Ban somebody for a time',
    value: {
      id: 'case-4712',
      action: 'ban',
      threadId,
      participant,
      until: '2030-01-31T18:00:00Z',
      reason: 'insults',
      moderator: 'ada@example.com',
    },
  },
  'ban-everywhere': {
    summary: 'Ban somebody from every thread, for good',
    value: { id: 'case-4713', action: 'ban', threadId: '*', participant, occurredAt: '2026-11-23T09:30:00Z' },
  },
  unban: {
    summary: 'Let somebody in again',
    value: { id: 'appeal-9', action: 'unban', threadId, participant },
  },
  model: {
    summary: 'Name somebody by a model',
    value: {
      id: 'case-4714',
      action: 'remove',
      threadId,
      participant: { kind: 'communicationUser', communicationUser: { id: participant } },
    },
  },
  'dry-run': {
    summary: 'Only see what would happen',
    value: { id: 'try-1', action: 'ban', threadId, participant, dryRun: true },
  },
};

/** Several decisions at once. */
export const nativeBatchExamples = {
  batch: {
    summary: 'Several decisions at once',
    value: [
      { id: 'case-4715', action: 'remove', threadId, participant },
      { id: 'case-4716', action: 'unban', threadId: '*', participant, occurredAt: '2026-11-23T09:30:00Z' },
    ],
  },
};
