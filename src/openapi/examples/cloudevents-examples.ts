import { exampleParticipant as participant, exampleThread as threadId } from './people.ts';

const structured = {
  specversion: '1.0',
  id: 'case-4717',
  source: 'https://moderation.example.com/queue',
  type: 'com.example.moderation.decided',
  time: '2026-11-23T09:30:00Z',
  data: { action: 'ban', threadId, participant, until: '2030-01-31T18:00:00Z' },
};

/** A CloudEvent in structured mode. */
export const cloudEventExamples = { structured: { summary: 'A ban', value: structured } };

/** Several in one body. */
export const cloudEventBatchExamples = {
  batch: {
    summary: 'A ban and its end',
    value: [
      structured,
      {
        ...structured,
        id: 'case-4718',
        time: '2026-11-23T10:30:00Z',
        data: { action: 'unban', threadId, participant },
      },
    ],
  },
};
