import type { Case, Recorded } from './case.ts';
import type { Evidence } from './evidence.ts';
import { endersOf } from './what-counts.ts';

/**
 * What was acknowledged and has not come to pass: its record is missing or has not ended well, or the person has been in
 * the thread all the time although nothing newer said so. And what we have taken upon ourselves and given up.
 */
export function findLost({ alone, stories, records, givenUp }: Evidence, cases: readonly Case[]): string[] {
  const sent = [...alone, ...stories.flatMap(({ decisions }) => decisions)];
  const unseen = new Set(cases.flatMap(withoutEffect));
  const lost = sent.filter(
    ({ id, acknowledged }) => acknowledged && (records.get(id)?.status !== 'done' || unseen.has(id)),
  );
  return [...lost.map(({ id }) => id), ...givenUp];
}

function withoutEffect({ decisions, changes, isInside }: Case): string[] {
  if (!isInside) return [];
  const hasBeenOut = ({ firstSent }: Recorded) => changes.some(({ at }) => at >= firstSent);
  return decisions
    .filter((one) => one.action !== 'unban' && !hasBeenOut(one))
    .filter((one) => endersOf(one, decisions).length === 0)
    .filter(({ until, ended }) => until === undefined || until > ended)
    .map(({ id }) => id);
}
