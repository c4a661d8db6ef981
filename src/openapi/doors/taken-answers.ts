import { refer } from '../components.ts';
import { exampleDecision as decision } from '../examples/people.ts';
import { jsonAnswer } from '../operation.ts';

const done = { decision, status: 'done', outcome: 'removed' };

const rejected = {
  decision,
  status: 'rejected',
  problem: {
    type: 'urn:chat-bouncer:problem:protected-participant',
    title: 'The participant is protected',
    detail: 'The participant is the moderator identity itself, which is never removed.',
  },
};

const held = {
  decision,
  status: 'held',
  problem: {
    type: 'urn:chat-bouncer:problem:over-rate',
    title: 'The source sends more than it may',
    detail: 'The source has sent more decisions than the 60 that it may send in a minute.',
  },
};

const whereToLook = {
  Location: { description: 'Where to look how it goes on. Not with a batch.', schema: { type: 'string' } },
  'Retry-After': { description: 'When it is worth looking, in seconds.', schema: { type: 'integer' } },
  'Preference-Applied': { description: '`respond-async`, if asked for.', schema: { type: 'string' } },
};

/** What is said of events that were understood. */
export const takenAnswers = {
  200: jsonAnswer(
    'It has ended, now or before; also when it was rejected or has failed for good. Of a batch: all of it.',
    {
      anyOf: [refer('EndedDecision'), refer('BatchAnswer'), refer('TakenAnswer'), refer('ValidationAnswer')],
    },
    {
      examples: {
        done: { summary: 'The person is out', value: done },
        rejected: { summary: 'It is not done, on principle', value: rejected },
        batch: { summary: 'Of a batch', value: { results: [{ id: 'case-4715', ...done }] } },
        ignored: { summary: 'It means no decision', value: { ignored: 1 } },
        validation: {
          summary: 'Of Event Grid’s handshake',
          value: { validationResponse: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6' },
        },
      },
    },
  ),
  202: jsonAnswer(
    'It is on record and goes on by itself, or waits for somebody to confirm it. Of a batch: one of it does.',
    { anyOf: [refer('OpenDecision'), refer('BatchAnswer')] },
    {
      headers: whereToLook,
      examples: {
        accepted: { summary: 'It goes on', value: { decision, status: 'accepted' } },
        held: { summary: 'It waits to be confirmed', value: held },
      },
    },
  ),
};
