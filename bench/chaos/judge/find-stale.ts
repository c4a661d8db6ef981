import type { Case } from './case.ts';
import type { Evidence } from './evidence.ts';
import { placeKey, type StandingSeen, type StandingsSeen } from './read-standings.ts';
import { bansAt } from './what-counts.ts';
import { whyRemoved } from './why-removed.ts';

/** Who is not as the newest decision says, and what is on record and should not be: a line each. */
export function findStale({ standings, now }: Evidence, cases: readonly Case[]): string[] {
  return cases.flatMap((one) => {
    const name = `${one.decisions.at(-1)?.id ?? one.participant}:`;
    const bans = bansAt(now, one.decisions).map(({ decision }) => decision);
    const onRecord = bansOnRecord(one, standings, now);
    const differs = bans.sort().join() !== onRecord.sort().join();
    return [
      ...(bans.length > 0 && one.isInside ? [`${name} banned and inside`] : []),
      ...(differs
        ? [`${name} banned by ${bans.join() || 'nothing'}, on record ${onRecord.join() || 'nothing'}`]
        : []),
      ...one.changes
        .filter((change) => change.what === 'left' && whyRemoved(change, one) === 'no longer')
        .map(
          ({ at }) => `${name} removed ${new Date(at).toISOString()}, when nothing asked for it any longer`,
        ),
    ];
  });
}

/** How many are banned and inside. */
export function countBannedInside({ now }: Evidence, cases: readonly Case[]): number {
  return cases.filter(({ isInside, decisions }) => isInside && bansAt(now, decisions).length > 0).length;
}

/** The bans that count by what is on record; said once more here, so that the app is not its own judge. */
function bansOnRecord({ threadId, participant }: Case, standings: StandingsSeen, now: number): string[] {
  const rows = [threadId, '*'].map(
    (place): StandingSeen => standings.get(placeKey(place, participant)) ?? {},
  );
  const lifted = Math.max(0, ...rows.map(({ lift }) => lift?.occurredAt ?? 0));
  return rows
    .flatMap(({ ban }) => ban ?? [])
    .filter(({ until = Number.POSITIVE_INFINITY, occurredAt }) => until > now && occurredAt > lifted)
    .map(({ decision }) => decision);
}
