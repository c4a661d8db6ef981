import { everyItem } from '../../moderation/every-item.ts';
import type { Listed, Page, Tally } from '../../moderation/ledger-lists.ts';
import { readEventRow, toRecord } from './event-row.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { childKeys, decisionOf } from './row-keys.ts';

/** As many as storage gives in one answer: https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination */
const pageSize = 1_000;

/** The decisions that carry out another one, each in one thread. */
export async function listChildren(
  { rows }: LedgerPorts,
  parent: string,
  limit: number,
  signal: AbortSignal,
  continuation?: string,
): Promise<Page<Listed>> {
  const page = await rows.list({ ...childKeys(parent), limit }, signal, continuation);
  const items = page.rows.map((found): Listed => {
    const row = readEventRow(found);
    return { decision: decisionOf(found.key), record: row ? toRecord(row) : 'damaged' };
  });
  return { items, ...(page.continuation && { continuation: page.continuation }) };
}

/** How many of them there are, by how they stand. */
export async function tallyChildren(ports: LedgerPorts, parent: string, signal: AbortSignal): Promise<Tally> {
  const counts: Record<string, number> = {};
  const pages = (from?: string) => listChildren(ports, parent, pageSize, signal, from);
  for await (const { record } of everyItem(pages)) {
    const status = record === 'damaged' ? 'failed' : record.status;
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
