import { redriveQuery } from '../../http/redrive-failed.ts';
import { refer } from '../components.ts';
import { exampleDecision } from '../examples/people.ts';
import { jsonAnswer, operation } from '../operation.ts';
import { queryParameters } from '../query-parameters.ts';
import { forOperators } from '../security.ts';
import { decisionInPath } from './decision-in-path.ts';

const goesOn = jsonAnswer('It goes on.', refer('GoingDecision'), {
  headers: {
    Location: { description: 'Where to look how it goes on.', required: true, schema: { type: 'string' } },
    'Retry-After': {
      description: 'When it is worth looking, in seconds.',
      required: true,
      schema: { type: 'integer' },
    },
  },
  examples: { accepted: { summary: 'It goes on', value: { decision: exampleDecision, status: 'accepted' } } },
});

const force = {
  name: 'force',
  in: 'query',
  description: 'Although somebody may have let the person in since.',
  schema: { type: 'string', enum: ['false', 'true'], default: 'false' },
};

const redriveOne = operation({
  id: 'redriveDecision',
  tag: 'Decisions',
  summary: 'Try a failed decision again',
  description: ['It is tried for as long as a new one. One that is older than an hour needs `force`.'],
  security: forOperators,
  parameters: [force],
  answers: { 202: goesOn },
  problems: ['unknown-decision', 'not-failed', 'needs-force'],
});

const confirm = operation({
  id: 'confirmDecision',
  tag: 'Decisions',
  summary: 'Let a held decision go on',
  description: ['Without that it is rejected when `HOLD_FOR` is over.'],
  security: forOperators,
  answers: { 202: goesOn },
  problems: ['unknown-decision', 'not-held'],
});

const redriveAll = operation({
  id: 'redriveFailed',
  tag: 'Decisions',
  summary: 'Try all again that has failed',
  description: ['All that has failed since a time, oldest first, up to a cap.'],
  security: forOperators,
  parameters: queryParameters(redriveQuery, {
    since: { description: 'Since when, with a zone.', example: '2026-11-23T00:00:00Z' },
    limit: { description: 'How many at most.' },
    force: { description: 'Also those that are older than an hour.' },
    continuation: { description: 'From the answer before.' },
  }),
  answers: {
    200: jsonAnswer('Which are tried again, and which are not.', refer('RedrivenPage'), {
      examples: { redriven: { summary: 'One of one', value: { redriven: [exampleDecision], left: [] } } },
    }),
  },
  problems: ['invalid-query'],
});

/** Setting decisions going again. */
export const setGoing = {
  '/api/decisions/{decision}/redrive': { parameters: [decisionInPath], post: redriveOne },
  '/api/decisions/{decision}/confirm': { parameters: [decisionInPath], post: confirm },
  '/api/redrive': { post: redriveAll },
};
