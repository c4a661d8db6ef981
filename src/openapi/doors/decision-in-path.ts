import { exampleDecision } from '../examples/people.ts';

/** The decision that a path names. */
export const decisionInPath = {
  name: 'decision',
  in: 'path',
  required: true,
  description: 'The name of a decision, as answers and records have it.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,100}$' },
  example: exampleDecision,
};
