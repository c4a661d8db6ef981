import type { Looked } from '../../moderation/ledger.ts';
import { type EventRow, toRecord } from './event-row.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { rewrite } from './rewrite.ts';
import { markerKey } from './row-keys.ts';

/**
 * Lets a decision that has failed be tried again, from now on for as long as a new one. One that has not failed stays
 * as it is.
 *
 * @returns what it was before.
 */
export async function reopen(ports: LedgerPorts, decision: string, signal: AbortSignal): Promise<Looked> {
  const { rows, now } = ports;
  for (;;) {
    const found = await readDecision(rows, decision, signal);
    if (found.kind === 'none') return undefined;
    if (found.kind === 'damaged') return 'damaged';
    if (found.row.status !== 'failed') return toRecord(found.row);
    const { ending: _e, failed: _f, expire: _x, firstLoss: _l, ...rest } = found.row;
    const time = now();
    const due = markerKey('due', time, decision);
    const opened: EventRow = { ...rest, status: 'accepted', updated: time, retrySince: time, losses: 0, due };
    if (await rows.write(rewrite(found.row, found.etag, opened), signal)) return toRecord(found.row);
  }
}
