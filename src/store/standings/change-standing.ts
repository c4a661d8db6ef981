import type { Place, Standing } from '../../moderation/standings.ts';
import { storageError } from '../storage-error.ts';
import type { Change } from '../table-rows.ts';
import { readStanding } from './read-standing.ts';
import { copyKey, expireKey, standingKey } from './row-keys.ts';
import { type StandingRow, writeCopy, writeStandingRow } from './standing-row.ts';
import { maxTries, type StandingsPorts } from './standings-ports.ts';

/**
 * Changes what is on record, from the state it is in and no other. A reply that was lost, or somebody who was quicker,
 * is met by reading again and asking again what to change.
 */
export async function changeStanding(
  ports: StandingsPorts,
  place: Place,
  known: Standing,
  turn: (standing: Standing) => Standing | undefined,
  signal: AbortSignal,
): Promise<Standing> {
  let current: { standing: Standing; leaving?: StandingRow } = { standing: known };
  for (let tries = 0; tries < maxTries; tries += 1) {
    const next = turn(current.standing);
    if (next === undefined) return current.standing;
    const etag = await ports.rows.write(changes(ports, place, current, next), signal);
    if (etag) return { ...next, version: etag };
    current = await readStanding(ports, place, signal);
  }
  throw storageError({ statusCode: 409, code: 'Changing' });
}

/** The transaction that turns one state into the next: the row, its copy, and the row that says when it may go. */
function changes(
  { now, retentionMs }: StandingsPorts,
  place: Place,
  { standing: before, leaving }: { standing: Standing; leaving?: StandingRow },
  next: Standing,
): Change[] {
  const { version: etag, ...said } = { ...before, ...next, version: before.version };
  const row: StandingRow = { version: 1, ...place, ...said };
  const key = standingKey(place);
  const copy = copyOf(place, before, row);
  if (etag && !leaving) return [{ merge: key, etag, columns: writeStandingRow(row) }, ...copy];

  // A day more than anybody may claim that a decision is old: what it is held against has to be there still.
  const expire = expireKey(now() + retentionMs + dayMs, place);
  const columns = writeStandingRow({ ...row, expire });
  return [
    etag ? { replace: key, etag, columns } : { create: key, columns },
    ...(leaving?.expire ? [{ delete: leaving.expire }] : []),
    { create: expire, columns: { ...place } },
    ...copy,
  ];
}

const dayMs = 24 * 60 * 60_000;

function copyOf(place: Place, before: Standing, row: StandingRow): Change[] {
  if (before.ban === row.ban && before.lift === row.lift) return [];
  const [key, columns] = [copyKey(place), writeCopy(row)];
  const isThere = before.ban !== undefined || before.lift !== undefined;
  return [isThere ? { merge: key, etag: '*', columns } : { create: key, columns }];
}
