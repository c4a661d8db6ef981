import type { Rows } from '../table-rows.ts';
import { type EventRow, readEventRow } from './event-row.ts';
import { eventKey } from './row-keys.ts';

/** A decision as it stands in the table, or its row when nobody can read that. */
export type Found =
  | { readonly kind: 'row'; readonly row: EventRow; readonly etag: string }
  | { readonly kind: 'damaged'; readonly etag: string; readonly failed?: string }
  | { readonly kind: 'none' };

/** Reads a decision. Throws an `UpstreamError` when storage is away. */
export async function readDecision(rows: Rows, decision: string, signal: AbortSignal): Promise<Found> {
  const found = await rows.read(eventKey(decision), signal);
  if (!found) return { kind: 'none' };
  const row = readEventRow(found);
  if (row) return { kind: 'row', row, etag: found.etag };
  const { failed } = found.columns;
  return { kind: 'damaged', etag: found.etag, ...(typeof failed === 'string' && failed && { failed }) };
}
