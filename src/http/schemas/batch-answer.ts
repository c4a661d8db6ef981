import * as z from 'zod';
import { decisionName, endedDecision, openDecision } from './decision-answer.ts';
import { problem } from './problem.ts';

const id = z.string().describe('The sender’s name for it.');

/** An event that is on record, by how it stands. */
const taken = [...endedDecision.options, ...openDecision.options].map((answer) =>
  z.object({ id, ...answer.shape }),
);

/** One that is not, and why; the others are not held up by it. */
const refused = z.object({
  id: id.exactOptional(),
  decision: decisionName.exactOptional(),
  status: z.literal('refused'),
  problem,
});

/** One that means no decision. */
const ignored = z.object({ status: z.literal('ignored'), detail: z.string() });

/** The answer to a batch: one result for each event, in the order in which they came. */
export const batchAnswer = z.object({ results: z.array(z.union([...taken, refused, ignored])) });

/** The answer to a sender that only wants to hear that all is taken, and to an event that means no decision. */
export const takenAnswer = z.object({
  results: z.array(z.union(taken)).describe('The decisions among them.').exactOptional(),
  ignored: z.int().min(0).describe('How many mean no decision. They are not put on record.'),
});
