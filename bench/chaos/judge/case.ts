import type { Call } from '../../../local/azure/door/call-log.ts';
import type { Change } from '../chronicle.ts';
import type { Sent } from '../load/sent.ts';
import type { Evidence } from './evidence.ts';
import { placeKey } from './read-standings.ts';

/** A decision that is on record, whether or not its sender knows. */
export interface Recorded extends Sent {
  readonly decision: string;
  readonly status: string;
  /** When it was seen through, milliseconds since 1970; never, while work is left. */
  readonly ended: number;
}

/** All about a person in a thread. */
export interface Case {
  readonly threadId: string;
  readonly participant: string;
  /** In the order in which they were taken. */
  readonly decisions: readonly Recorded[];
  /** Oldest first. */
  readonly changes: readonly Change[];
  readonly calls: readonly Call[];
  readonly isInside: boolean;
}

/** The person's cases, each with what was decided for its thread and for every thread. */
export function openCases(evidence: Evidence): Case[] {
  const { alone, stories, members } = evidence;
  const changes = groupBy(evidence.changes);
  const calls = groupBy(evidence.calls);
  const open = (threadId: string, participant: string, sent: readonly Sent[]): Case => ({
    threadId,
    participant,
    decisions: sent
      .filter((one) => one.threadId === threadId || one.threadId === '*')
      .flatMap((one) => recorded(one, evidence)),
    changes: changes.get(placeKey(threadId, participant)) ?? [],
    calls: calls.get(placeKey(threadId, participant)) ?? [],
    isInside: members.get(threadId)?.has(participant) ?? false,
  });
  return [
    ...alone.map((sent) => open(sent.threadId, sent.participant, [sent])),
    ...stories.flatMap(({ participant, threads, decisions }) =>
      threads.map((threadId) => open(threadId, participant, decisions)),
    ),
  ];
}

/** Whether ACS has done what a call asked for, whatever it answered. */
export function isCarriedOut({ status, hiddenStatus }: Call): boolean {
  return status === 204 || hiddenStatus === 204;
}

const isOver: readonly string[] = ['done', 'rejected', 'failed'];

function recorded(sent: Sent, { records }: Evidence): Recorded[] {
  const record = records.get(sent.id);
  if (!record) return [];
  const { decision, status, updated } = record;
  const ended = isOver.includes(status) ? updated : Number.POSITIVE_INFINITY;
  return [{ ...sent, decision, status, ended }];
}

function groupBy<T extends { threadId?: string; participant?: string }>(all: readonly T[]): Map<string, T[]> {
  return Map.groupBy(all, ({ threadId = '', participant = '' }) => placeKey(threadId, participant));
}
