import { cleanupQuery } from '../../http/run-cleanups.ts';
import { refer } from '../components.ts';
import { exampleDecision } from '../examples/people.ts';
import { jsonAnswer, operation } from '../operation.ts';
import { queryParameters } from '../query-parameters.ts';
import { forOperators } from '../security.ts';

const run = { rule: 'idle-support', decision: exampleDecision, dryRun: true, status: 'accepted' };

const runCleanups = operation({
  id: 'runCleanups',
  tag: 'Decisions',
  summary: 'Run clean-up rules now',
  description: [
    'Each run is a decision, worked off in the background. `GET /api/decisions/{decision}` says how it goes, and',
    '`GET /api/decisions?parent=` whom it was about.',
  ],
  security: forOperators,
  parameters: queryParameters(cleanupQuery, {
    rule: { description: 'This rule only; all of `CLEANUP_RULES` if absent.' },
    dryRun: { description: 'Only say whom it would remove. A rule that is set to a dry run stays one.' },
  }),
  answers: {
    200: jsonAnswer('There are no rules.', refer('StartedRuns'), {
      examples: { none: { summary: 'No rules', value: { runs: [] } } },
    }),
    202: jsonAnswer('They are under way.', refer('StartedRuns'), {
      examples: { started: { summary: 'One rule', value: { runs: [run] } } },
    }),
  },
  problems: ['invalid-query', 'unknown-rule'],
});

/** Clean-ups. */
export const cleanup = { '/api/cleanup': { post: runCleanups } };
