import { exampleParticipant as participant, exampleThread as threadId } from './people.ts';

/** What Event Grid sends in its own schema. */
export const eventGridExamples = {
  'event-grid': {
    summary: 'Event Grid: an event',
    value: [
      {
        id: 'case-4719',
        topic: '/subscriptions/…/topics/moderation',
        subject: 'moderation/cases/4719',
        eventType: 'Moderation.Decided',
        eventTime: '2026-11-23T09:30:00Z',
        dataVersion: '1',
        data: { action: 'remove', threadId, participant },
      },
    ],
  },
  'event-grid-validation': {
    summary: 'Event Grid: the validation handshake',
    value: [
      {
        id: '2d1781af-3a4c-4d7c-bd0c-e34b19da4e66',
        topic: '/subscriptions/…/topics/moderation',
        subject: '',
        eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
        eventTime: '2026-11-23T09:30:00Z',
        dataVersion: '1',
        data: { validationCode: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6' },
      },
    ],
  },
};
