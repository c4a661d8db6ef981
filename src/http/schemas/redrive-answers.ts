import * as z from 'zod';
import { decisionName } from './decision-answer.ts';

/** What came of trying again all that has failed. */
export const redrivenPage = z.object({
  redriven: z.array(decisionName).describe('Those that are tried again.'),
  left: z
    .array(z.object({ decision: decisionName, why: z.string() }))
    .describe('Those that are not, and why.'),
  continuation: z.string().describe('What is over the limit begins there.').exactOptional(),
});
