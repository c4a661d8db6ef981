import * as z from 'zod';
import { type Decision, decision, exitOf } from './decision.ts';
import type { Exit } from './exit-codes.ts';

/** How one event of a batch was answered: one that was not understood has no decision. */
const item = decision.partial({ decision: true, status: true });
export type SentItem = z.output<typeof item>;

/** What is no decision (analytics, say) is told with a status alone. */
const single = decision.partial({ decision: true });

/** A delivery is answered with its decision, with one for each of a batch, or with whatever else counts as taken. */
export const sentItems = z.union([
  z.object({ results: z.array(item) }).transform(({ results }): SentItem[] => results),
  single.transform((one): SentItem[] => [one]),
  z.looseObject({}).transform((): SentItem[] => []),
]);

/** Whether an event was understood, so that there is a decision. */
export function isDecided(sent: SentItem): sent is SentItem & Decision {
  return sent.decision !== undefined && sent.status !== undefined;
}

/** What an item makes of a command. */
export function exitOfItem(sent: SentItem): Exit {
  return sent.status === undefined ? 'refused' : exitOf({ status: sent.status });
}
