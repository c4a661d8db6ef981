import type { Place, Placed, Standing } from '../../moderation/standings.ts';
import type { Row } from '../table-rows.ts';
import { type Range, standingKey } from './row-keys.ts';
import { requireStandingRow, type StandingRow, toPlaced } from './standing-row.ts';
import type { StandingsPorts } from './standings-ports.ts';

/** Reads one row, and what only whoever changes it needs to know: that somebody is about to delete it. */
export async function readStanding(
  { rows }: StandingsPorts,
  place: Place,
  signal: AbortSignal,
): Promise<{ standing: Standing; leaving?: StandingRow }> {
  const found = await rows.read(standingKey(place), signal);
  if (!found) return { standing: {} };
  const row = requireStandingRow(found);
  return { standing: toPlaced(row, found.etag).standing, ...(row.leaving && { leaving: row }) };
}

/**
 * Reads one row for whoever is to decide by it. One that somebody is about to delete is told without its version, so that
 * whoever changes it reads it again.
 */
export async function standingIn(
  ports: StandingsPorts,
  place: Place,
  signal: AbortSignal,
): Promise<Standing> {
  const { standing, leaving } = await readStanding(ports, place, signal);
  const { version: _, ...said } = standing;
  return leaving ? said : standing;
}

/** All rows of a range, however many. */
export async function allRows(
  { rows }: StandingsPorts,
  range: Range,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const found: Row[] = [];
  let continuation: string | undefined;
  do {
    const page = await rows.list({ ...range, limit: 1_000 }, signal, continuation);
    found.push(...page.rows);
    ({ continuation } = page);
  } while (continuation);
  return found;
}

/** What is on record in all rows of a range. */
export async function allPlaced(
  ports: StandingsPorts,
  range: Range,
  signal: AbortSignal,
): Promise<readonly Placed[]> {
  return (await allRows(ports, range, signal)).map((row) => toPlaced(requireStandingRow(row), row.etag));
}
