import * as z from 'zod';
import { endings, holds, problems, problemType, waits } from '../problems.ts';

const typesOf = (table: Readonly<Record<string, unknown>>) => z.enum(Object.keys(table).map(problemType));

const title = z.string().describe('What kind of problem it is, in a few words.');
const detail = z.string().describe('What is the matter this time. It never quotes what was sent.');
const hint = z.string().describe('What to do about it.').exactOptional();

/** One thing wrong with what was sent, and where. */
export const fault = z.object({
  pointer: z
    .string()
    .describe('Where, as a JSON Pointer (RFC 6901) into the body; empty for the whole of it.'),
  detail: z.string().describe('What is wrong there.'),
});

/** A problem that is a whole answer (RFC 9457). */
export const problem = z.object({
  type: typesOf(problems).describe('Compare by this. Each is explained in docs/problems.md under its name.'),
  title,
  status: z.int().describe('The status of the answer again.'),
  detail,
  hint,
  errors: z.array(fault).describe('Everything that is wrong with it, each thing once.').exactOptional(),
  decision: z.string().describe('The decision it is about.').exactOptional(),
});

/** Why a decision ended without effect; comes inside a 200. */
export const endingProblem = z.object({
  type: typesOf(endings),
  title,
  detail: detail.exactOptional(),
  hint,
});

/** Why a decision is held. */
export const holdProblem = z.object({ type: typesOf(holds), title, detail, hint });

/** What stood in the way of an attempt, or what it waits for. */
export const obstacle = z.object({
  type: typesOf({ 'upstream-unavailable': 0, ...waits, ...endings }),
  detail,
  hint,
});
