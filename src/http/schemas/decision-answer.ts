import * as z from 'zod';
import { outcomes } from '../../moderation/outcome.ts';
import { endingProblem, holdProblem } from './problem.ts';

/** Our name for a decision. */
export const decisionName = z
  .string()
  .describe('The name of the decision: a hash of its source and id. It fits into a URL as it is.');

const decision = decisionName;

/** How a decision has ended well, as members of an answer. */
export const doneMembers = {
  outcome: z.enum(outcomes).describe('What came of it.'),
  detail: z.string().describe('More about it, in words.').exactOptional(),
};

const done = z.object({ decision, status: z.literal('done'), ...doneMembers });
const notDone = z.object({ decision, status: z.enum(['rejected', 'failed']), problem: endingProblem });
const held = z.object({ decision, status: z.literal('held'), problem: holdProblem });

/** A decision that goes on by itself. */
export const goingDecision = z.object({ decision, status: z.enum(['accepted', 'scheduled']) });

/** A decision that has ended. */
export const endedDecision = z.discriminatedUnion('status', [done, notDone]);

/** A decision that is on record and goes on by itself, or waits for somebody to confirm it. */
export const openDecision = z.discriminatedUnion('status', [goingDecision, held]);
