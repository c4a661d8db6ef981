import type { DecisionRecord } from '../../../../src/moderation/ledger.ts';
import type { ModerationEvent } from '../../../../src/moderation/moderation-event.ts';

/** A decision that was accepted, as the model sees it: what somebody wanted, and since when. */
export interface Wanted {
  readonly event: ModerationEvent;
  readonly occurredAt: number;
  readonly received: number;
  readonly record: DecisionRecord;
}

export function wantedOf(record: DecisionRecord): Wanted {
  const event = record.event as ModerationEvent;
  const { received } = record;
  return { event, received, occurredAt: Math.min(event.occurredAt ?? received, received), record };
}

const ranks = { remove: 0, unban: 1, ban: 2 } as const;

/** The order in which decisions count: by their time, then ban before unban before removal, then by name. */
export function isLater(one: Wanted, other: Wanted): boolean {
  const key = ({ event, occurredAt }: Wanted) => [occurredAt, ranks[event.action], event.decision] as const;
  const [a, b] = [key(one), key(other)];
  for (const index of [0, 1, 2] as const) {
    if (a[index] !== b[index]) return (a[index] as number | string) > (b[index] as number | string);
  }
  return false;
}

const covers = (where: string, threadId: string) => where === threadId || where === '*';
const isOurs = ({ event }: Wanted) => event.source.startsWith('bouncer.') || event.parent !== undefined;

/** All that people have decided; not what follows from that. */
export const decidedByPeople = (all: readonly Wanted[]) => all.filter((each) => !isOurs(each));

/**
 * Whom the decisions keep out of a thread: of the bans for a place the latest counts, as long as it lasts and no unban that
 * covers the thread is later.
 */
export function banIn(all: readonly Wanted[], threadId: string, now: number): Wanted | undefined {
  const people = decidedByPeople(all);
  const lifts = people.filter(({ event }) => event.action === 'unban' && covers(event.threadId, threadId));
  return [threadId, '*']
    .flatMap((place) => {
      const bans = people.filter(({ event }) => event.action === 'ban' && event.threadId === place);
      return bans.sort((one, other) => (isLater(one, other) ? -1 : 1)).slice(0, 1);
    })
    .find(
      (ban) =>
        (ban.event.until ?? Number.POSITIVE_INFINITY) > now && !lifts.some((lift) => isLater(lift, ban)),
    );
}

/** On account of which decision of somebody's a decision removes people. */
export function rootOf(wanted: Wanted, all: readonly Wanted[]): Wanted {
  const { cause, parent } = wanted.event;
  const root = cause?.kind === 'ban' ? cause.decision : parent;
  return all.find(({ event }) => event.decision === root) ?? wanted;
}

/** Whether anything that somebody decided could have ended a decision. */
export function hasRival(wanted: Wanted, all: readonly Wanted[]): boolean {
  const root = rootOf(wanted, all);
  const { threadId } = wanted.event;
  return decidedByPeople(all).some(
    (other) =>
      isLater(other, root) &&
      (covers(other.event.threadId, threadId) || threadId === '*') &&
      (root.event.action === 'remove' || other.event.action !== 'remove'),
  );
}
