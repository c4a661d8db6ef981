import { bansQuery } from '../../http/list-bans.ts';
import { refer } from '../components.ts';
import { exampleDecision, exampleParticipant, exampleThread } from '../examples/people.ts';
import { jsonAnswer, operation } from '../operation.ts';
import { queryParameters } from '../query-parameters.ts';
import { forOperators } from '../security.ts';

const example = {
  participant: exampleParticipant,
  threadId: exampleThread,
  decision: exampleDecision,
  source: 'default',
  since: '2026-11-23T09:30:00.000Z',
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
      parameters: queryParameters(bansQuery, {
        participant: { description: 'A raw id.' },
        thread: { description: 'An ACS thread, with the bans from every thread; or `*` for those alone.' },
        limit: { description: 'How many a page holds at most.' },
        continuation: { description: 'From the page before.' },
      }),
      answers: {
        200: jsonAnswer('A page of bans.', refer('BansPage'), {
          examples: { bans: { summary: 'One ban', value: { bans: [example] } } },
        }),
      },
      problems: ['invalid-query'],
    }),
  },
};
