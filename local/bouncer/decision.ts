import * as z from 'zod';
import type { Exit } from './exit-codes.ts';

/** What is wrong with something, each at its place. */
export const faults = z.array(z.object({ pointer: z.string(), detail: z.string() }));

/** Why something did not take effect, did not yet, or waits. */
const obstacle = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  hint: z.string().optional(),
  errors: faults.optional(),
});

/** What the app says of a decision: as an answer to an event, on record, in a list. */
export const decision = z.looseObject({
  decision: z.string(),
  status: z.string(),
  outcome: z.string().optional(),
  detail: z.string().optional(),
  problem: obstacle.optional(),
  hold: obstacle.optional(),
  lastError: obstacle.optional(),
  errors: faults.optional(),
  source: z.string().optional(),
  id: z.string().optional(),
  action: z.string().optional(),
  threadId: z.string().optional(),
  participant: z.string().optional(),
  dryRun: z.boolean().optional(),
  reason: z.string().optional(),
  moderator: z.string().optional(),
  attempts: z.number().optional(),
  until: z.string().optional(),
  effectiveAt: z.string().optional(),
  received: z.string().optional(),
  updated: z.string().optional(),
  notBefore: z.string().optional(),
  heldUntil: z.string().optional(),
});

/** What the app says of a decision. */
export type Decision = z.output<typeof decision>;

const exits: Readonly<Record<string, Exit>> = {
  done: 'done',
  ignored: 'done',
  rejected: 'refused',
  failed: 'refused',
  refused: 'refused',
  accepted: 'goes-on',
  scheduled: 'goes-on',
  held: 'goes-on',
};

/** What a decision's status makes of a command; a word that is not known is nothing to rely on. */
export function exitOf({ status }: Pick<Decision, 'status'>): Exit {
  return exits[status] ?? 'refused';
}
