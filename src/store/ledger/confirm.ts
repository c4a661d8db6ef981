import type { DecisionRecord, Looked } from '../../moderation/ledger.ts';
import { storageError } from '../storage-error.ts';
import { type EventRow, toRecord } from './event-row.ts';
import { type LedgerPorts, maxTries } from './ledger-ports.ts';
import { readDecision } from './read-decision.ts';
import { rewrite } from './rewrite.ts';
import { markerKey } from './row-keys.ts';

/**
 * Lets a decision that is held go on, and remembers that, so that it is not held again for the same reason. One that is
 * not held stays as it is.
 *
 * @returns what it was before.
 */
export async function confirm(ports: LedgerPorts, decision: string, signal: AbortSignal): Promise<Looked> {
  const { rows, now } = ports;
  const time = now();
  let before: DecisionRecord | undefined;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const found = await readDecision(rows, decision, signal);
    if (found.kind === 'none') return undefined;
    if (found.kind === 'damaged') return 'damaged';
    // Our own doing, if the reply to it was lost.
    if (found.row.confirmed === time && before) return before;
    if (found.row.status !== 'held') return toRecord(found.row);
    before = toRecord(found.row);
    const { held: _h, heldUntil: _u, ...rest } = found.row;
    const due = markerKey('due', time, decision);
    const goesOn: EventRow = {
      ...rest,
      status: 'accepted',
      updated: time,
      retrySince: time,
      confirmed: time,
      due,
    };
    if (await rows.write(rewrite(found.row, found.etag, goesOn), signal)) return before;
  }
  throw storageError({ statusCode: 409, code: 'Changing' });
}
