import type { Change } from '../table-rows.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { decisionOf, eventKey, markersUpTo } from './row-keys.ts';

/**
 * Deletes decisions that have been kept long enough, with all their rows. One that has been opened again meanwhile has
 * lost its marker, and so the transaction fails and it stays.
 *
 * @returns how many were deleted.
 */
export async function deleteExpired(
  { rows, now }: LedgerPorts,
  limit: number,
  signal: AbortSignal,
): Promise<{ found: number; deleted: number }> {
  const expired = await rows.list({ ...markersUpTo('expire', now()), limit }, signal);
  const remove = async (key: string) => {
    const decision = decisionOf(key);
    const found = await readDecision(rows, decision, signal);
    const failed =
      found.kind === 'row' ? found.row.failed : found.kind === 'damaged' ? found.failed : undefined;
    const changes: Change[] = [{ delete: key }];
    if (found.kind !== 'none') changes.push({ delete: eventKey(decision) });
    if (failed) changes.push({ delete: failed });
    return await rows.write(changes, signal);
  };
  const deleted = await Promise.all(expired.rows.map(({ key }) => remove(key)));
  return { found: expired.rows.length, deleted: deleted.filter(Boolean).length };
}
