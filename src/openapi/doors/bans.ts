import { refer } from '../components.ts';
import { exampleDecision, exampleParticipant, exampleThread } from '../examples/people.ts';
import { jsonAnswer, operation } from '../operation.ts';
import { forOperators } from '../security.ts';

const parameter = (name: string, description: string, schema: object = { type: 'string' }) => ({
  name,
  in: 'query',
  description,
  schema,
});

const example = {
  participant: exampleParticipant,
  threadId: exampleThread,
  decision: exampleDecision,
  source: 'default',
  occurredAt: '2026-11-23T09:30:00.000Z',
  received: '2026-11-23T09:30:00.412Z',
  until: '2030-01-31T18:00:00.000Z',
  reason: 'insults',
};

/** Who is banned from where. */
export const bans = {
  '/api/bans': {
    get: operation({
      id: 'listBans',
      tag: 'Bans',
      summary: 'List the bans in force',
      description: ['By person, by thread, by both, or all of them; each with why and since when.'],
      security: forOperators,
      parameters: [
        parameter('participant', 'A raw id.'),
        parameter('thread', 'An ACS thread, or `*` for the bans from every thread.'),
        parameter('limit', 'How many a page holds.', {
          type: 'integer',
          minimum: 1,
          maximum: 100,
          default: 50,
        }),
        parameter('continuation', 'From the page before.'),
      ],
      answers: {
        200: jsonAnswer('A page of bans.', refer('BansPage'), {
          examples: { bans: { summary: 'One ban', value: { bans: [example] } } },
        }),
      },
      problems: ['invalid-query'],
    }),
  },
};
