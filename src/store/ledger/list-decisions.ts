import type { Listed, ListedStatus, Page } from '../../moderation/ledger-lists.ts';
import { toRecord } from './event-row.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { decisionOf, markersFrom } from './row-keys.ts';

/** The decisions that have failed, are held or are scheduled, in the order of that time; since one if it is given. */
export async function listDecisions(
  { rows }: LedgerPorts,
  status: ListedStatus,
  limit: number,
  signal: AbortSignal,
  continuation?: string,
  since?: number,
): Promise<Page<Listed>> {
  const page = await rows.list({ ...markersFrom(status, since), limit }, signal, continuation);
  const items = await Promise.all(
    page.rows.map(async ({ key }): Promise<Listed[]> => {
      const decision = decisionOf(key);
      const found = await readDecision(rows, decision, signal);
      if (found.kind === 'none') return [];
      return [{ decision, record: found.kind === 'row' ? toRecord(found.row) : 'damaged' }];
    }),
  );
  return { items: items.flat(), ...(page.continuation && { continuation: page.continuation }) };
}
