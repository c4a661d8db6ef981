import type { DecisionRecord, Looked } from '../../moderation/ledger.ts';
import { storageError } from '../storage-error.ts';
import { type EventRow, toRecord } from './event-row.ts';
import { type LedgerPorts, maxTries } from './ledger-ports.ts';
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
  const time = now();
  const due = markerKey('due', time, decision);
  let before: DecisionRecord | undefined;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const found = await readDecision(rows, decision, signal);
    if (found.kind === 'none') return undefined;
    if (found.kind === 'damaged') return 'damaged';
    // Our own doing, if the reply to it was lost.
    if (found.row.due === due && before) return before;
    if (found.row.status !== 'failed') return toRecord(found.row);
    before = toRecord(found.row);
    const { ending: _e, failed: _f, expire: _x, firstLoss: _l, ...rest } = found.row;
    const opened: EventRow = { ...rest, status: 'accepted', updated: time, retrySince: time, losses: 0, due };
    if (await rows.write(rewrite(found.row, found.etag, opened), signal)) return before;
  }
  throw storageError({ statusCode: 409, code: 'Changing' });
}
