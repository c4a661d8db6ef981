import { decisionsQuery } from '../../http/list-decisions.ts';
import { refer } from '../components.ts';
import { recordExample } from '../examples/record-example.ts';
import { jsonAnswer, operation } from '../operation.ts';
import { queryParameters } from '../query-parameters.ts';
import { forOperators } from '../security.ts';
import { decisionInPath } from './decision-in-path.ts';

const find = operation({
  id: 'listDecisions',
  tag: 'Decisions',
  summary: 'Find or list decisions',
  description: [
    'Four uses:',
    '',
    '- `?source=&id=` gives the record of one decision, by the sender’s own names for it, and with `dryRun=true` that of its dry run;',
    '- `?parent=` gives the decisions that carry out another one: in each thread, or of a run of a clean-up rule;',
    '- `?status=failed` gives the dead-letter list, oldest first;',
    '- `?status=held` and `?status=scheduled` give what waits to be confirmed, and what waits for its time.',
    '',
    'Lists come in pages: `limit` is how many a page holds, `continuation` where the page before has ended.',
  ],
  security: forOperators,
  parameters: queryParameters(decisionsQuery, {
    source: { description: 'Who sent it.' },
    id: { description: 'The sender’s name for it.' },
    dryRun: { description: 'Whether its dry run is meant, which has a record of its own.' },
    parent: { description: 'The decision that they carry out.' },
    status: { description: 'Lists those that stand so.' },
    limit: { description: 'How many a page holds.' },
    continuation: { description: 'From the page before.' },
  }),
  answers: {
    200: jsonAnswer(
      'The record, or a page of records.',
      { anyOf: [refer('DecisionPage'), refer('DecisionRecord')] },
      {
        examples: {
          record: { summary: 'By source and id', value: recordExample },
          page: { summary: 'By status', value: { decisions: [recordExample] } },
        },
      },
    ),
  },
  problems: ['invalid-query', 'unknown-decision'],
});

const look = operation({
  id: 'getDecision',
  tag: 'Decisions',
  summary: 'Look at a decision',
  description: ['What was decided, how it stands or ended, and what stood in the way.'],
  security: forOperators,
  answers: {
    200: jsonAnswer('The record.', refer('DecisionRecord'), {
      examples: { record: { summary: 'One that has failed', value: recordExample } },
    }),
  },
  problems: ['unknown-decision'],
});

/** Looking at decisions. */
export const decisions = {
  '/api/decisions': { get: find },
  '/api/decisions/{decision}': { parameters: [decisionInPath], get: look },
};
