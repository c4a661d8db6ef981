import * as z from 'zod';
import { decisionName, doneMembers } from './decision-answer.ts';
import { endingProblem, fault, holdProblem, obstacle } from './problem.ts';

const time = z.iso.datetime();

/** How a decision stands, whatever it was about. */
const standing = {
  status: z
    .enum(['accepted', 'scheduled', 'held', 'done', 'rejected', 'failed'])
    .describe('The last three are final, but for `failed`, which can be redriven.'),
  outcome: doneMembers.outcome.exactOptional(),
  detail: doneMembers.detail,
  problem: endingProblem.describe('Why it was rejected or has failed.').exactOptional(),
  attempts: z.int().min(0).describe('How often somebody has set about it.'),
  hold: holdProblem.describe('Why it is held, or was.').exactOptional(),
  lastError: obstacle.describe('What stood in the way the last time.').exactOptional(),
  received: time.describe('When it was accepted first.'),
  updated: time,
  notBefore: time.describe('Nothing is done about it before then.').exactOptional(),
  heldUntil: time.describe('When it is rejected unless somebody confirms it.').exactOptional(),
  confirmed: time.describe('When somebody confirmed it.').exactOptional(),
  children: z
    .record(z.string(), z.int())
    .describe('How many decisions that carry it out stand how. Only where one is asked for by its name.')
    .exactOptional(),
};

const named = {
  decision: decisionName,
  source: z.string(),
  id: z.string().describe('The sender’s name for it.'),
};

/** A decision that could be understood. */
export const usableRecord = z.object({
  ...named,
  action: z.enum(['remove', 'ban', 'unban']),
  threadId: z.string().describe('An ACS thread, or `*` for every thread.'),
  participant: z.string().describe('A raw id.'),
  reason: z.string().exactOptional(),
  moderator: z.string().exactOptional(),
  occurredAt: time.exactOptional(),
  effectiveAt: time.exactOptional(),
  until: time.exactOptional(),
  dryRun: z.literal(true).exactOptional(),
  revokeTokens: z.literal(true).exactOptional(),
  cause: z
    .union([
      z.object({ kind: z.literal('ban'), decision: decisionName }),
      z.object({ kind: z.literal('rule'), rule: z.string() }),
    ])
    .describe('What a decision of the app’s own (`source` begins with `bouncer.`) follows from.')
    .exactOptional(),
  parent: decisionName.describe('The decision that this one carries out in one thread.').exactOptional(),
  ...standing,
});

/** A run of a clean-up rule. */
export const runRecord = z.object({
  ...named,
  rule: z.string().describe('The rule of `CLEANUP_RULES`, by name.'),
  dryRun: z.literal(true).exactOptional(),
  ...standing,
});

/** A delivery that meant a decision, of which not enough could be understood. */
export const unusableRecord = z.object({
  ...named,
  errors: z.array(fault).describe('What could not be understood.'),
  ...standing,
});

/** A record that cannot be read. */
export const damagedRecord = z.object({
  decision: decisionName,
  status: z.literal('failed'),
  problem: endingProblem,
});

/** What is on record of a decision. */
export const decisionRecord = z.union([usableRecord, runRecord, unusableRecord, damagedRecord]);

/** A page of decisions. */
export const decisionPage = z.object({
  decisions: z.array(decisionRecord),
  continuation: z.string().describe('Where the next page begins; absent on the last one.').exactOptional(),
});
