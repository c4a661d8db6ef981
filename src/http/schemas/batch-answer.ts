import * as z from 'zod';
import { endedDecision, openDecision } from './decision-answer.ts';
import { problem } from './problem.ts';

const id = z.string().describe('The sender’s name for it.');

/** An item that was taken, by how it stands. */
const taken = [...endedDecision.options, ...openDecision.options].map((answer) =>
  z.object({ id, ...answer.shape }),
);

/** An item that was not, and why; the others are not held up by it. */
const refused = z.object({ id: id.exactOptional(), problem });

/** What is no decision: counted, and nothing more. */
export const ignored = z.object({ status: z.literal('ignored') });

/** The answer to a batch: one result for each item, in the order in which they came. */
export const batchAnswer = z.object({
  results: z.array(z.union([...taken, refused, ignored.extend({ id: id.exactOptional() })])),
});
