import type { Change } from '../../../bench/chaos/chronicle.ts';
import type { Evidence } from '../../../bench/chaos/judge/evidence.ts';
import { placeKey } from '../../../bench/chaos/judge/read-standings.ts';
import type { Sent } from '../../../bench/chaos/load/sent.ts';
import type { Call } from '../../../local/azure/door/call-log.ts';

/** A decision of a trial; times are seconds after its beginning. */
export interface Said {
  readonly action: Sent['action'];
  readonly sent: number;
  /** When its record was ended; absent while there is work left. */
  readonly ended?: number;
  readonly until?: number;
  readonly status?: string;
  readonly isRecorded?: false;
  readonly isAcknowledged?: false;
  readonly everywhere?: true;
}

/** What has happened, as far as it is not the usual. */
export interface Happened {
  /** In the order in which they were taken: named `decision-0` and so on. */
  readonly decisions: readonly Said[];
  /** When the person left and came, by turns, starting inside. */
  readonly moves?: readonly number[];
  /** Calls of ACS that took effect: when they arrived, and whether they were held up. */
  readonly calls?: readonly { readonly at: number; readonly fault?: string }[];
  /** The numbers of the decisions that are on record in the thread. */
  readonly onRecord?: { readonly ban?: number; readonly lift?: number };
  readonly isBystanderOut?: true;
  readonly givenUp?: readonly string[];
}

export const [thread, person, bystander] = ['19:a@thread.v2', '8:acs:person', '8:acs:bystander'] as const;
const start = Date.UTC(2026, 10, 24, 12);
const at = (second: number) => start + second * 1_000;

/** The evidence of a trial about one person in one thread, a quarter of an hour after its beginning. */
export function trial(happened: Happened): Evidence {
  const { decisions, moves = [], calls = [], onRecord = {}, givenUp = [] } = happened;
  const sent = decisions.map(
    (said, index): Sent => ({
      id: `decision-${index}`,
      action: said.action,
      threadId: said.everywhere ? '*' : thread,
      participant: person,
      occurredAt: at(index - 1_000),
      patient: true,
      requests: 1,
      firstSent: at(said.sent),
      ...(said.until !== undefined && { until: at(said.until) }),
      ...(said.isAcknowledged !== false && { acknowledged: `name-${index}` }),
    }),
  );
  const changes = moves.map(
    (second, index): Change => ({
      what: index % 2 === 0 ? 'left' : 'came',
      threadId: thread,
      participant: person,
      at: at(second),
    }),
  );
  const named = (index: number) => {
    const { occurredAt = 0, until } = sent[index] ?? {};
    return { decision: `name-${index}`, occurredAt, ...(until !== undefined && { until }) };
  };
  const standing = {
    ...(onRecord.ban !== undefined && { ban: named(onRecord.ban) }),
    ...(onRecord.lift !== undefined && { lift: named(onRecord.lift) }),
  };
  const isInside = changes.at(-1)?.what !== 'left';
  return {
    alone: [],
    stories: [{ participant: person, threads: [thread], decisions: sent, rejoins: 0 }],
    bystanders: new Map([[thread, [bystander]]]),
    members: new Map([
      [thread, new Set([...(isInside ? [person] : []), ...(happened.isBystanderOut ? [] : [bystander])])],
    ]),
    changes,
    calls: calls.map(({ at: second, fault }) => callOf(at(second), fault)),
    records: new Map(
      decisions.flatMap(({ ended, status, isRecorded }, index) => {
        const usual = ended === undefined ? 'accepted' : 'done';
        const record = { decision: `name-${index}`, status: status ?? usual, updated: at(ended ?? 0) };
        return isRecorded === false ? [] : [[`decision-${index}`, record] as const];
      }),
    ),
    standings: new Map([[placeKey(thread, person), standing]]),
    givenUp,
    own: 0,
    leftOver: 0,
    now: at(900),
  };
}

function callOf(time: number, fault: string | undefined): Call {
  return {
    ...{ at: time, service: 'communication', operation: 'chat.removeParticipant', method: 'POST', path: '/' },
    ...{ threadId: thread, participant: person, status: 204 },
    ...(fault && { fault }),
  };
}
