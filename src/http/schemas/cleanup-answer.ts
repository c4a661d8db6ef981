import * as z from 'zod';
import { decisionName } from './decision-answer.ts';

/** The runs that were started. */
export const startedRuns = z.object({
  runs: z.array(
    z.object({
      rule: z.string(),
      decision: decisionName.describe('The run: its record says how it goes.'),
      dryRun: z.boolean(),
      status: z.literal('accepted'),
    }),
  ),
});
