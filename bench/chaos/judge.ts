import { TableClient } from '@azure/data-tables';
import type { RunningAzure } from '../../local/azure/start-azure.ts';
import type { RunningStorage } from '../../local/storage/start-storage.ts';
import type { Sent } from './send-load.ts';

/** What came of it, in the words of Jepsen. */
export interface Verdict {
  /** Events sent, and requests it took. */
  readonly attempts: number;
  readonly requests: number;
  readonly acknowledged: number;
  /** Acknowledged, and the person is still in, or the record has not ended, or there is not just one. */
  readonly lost: readonly string[];
  /** People who are out and nobody asked for it. */
  readonly unexpected: readonly string[];
  /** Removed later than a sender waits, or without an answer that said so. */
  readonly recovered: number;
  /** Removals of somebody who was out already. */
  readonly duplicated: number;
  readonly removals: number;
  readonly calls: number;
  /** Decisions with work left, and rows that belong to nothing. */
  readonly leftOver: number;
  /** How long the recovered took from the first request to the removal, in milliseconds, sorted. */
  readonly recoveryMs: readonly number[];
}

const answerMs = 3_000;

/** Judges by who is in the threads, by the calls that ACS has seen, and by the rows as they stand; by no word of the app. */
export async function judge(
  events: readonly Sent[],
  bystanders: ReadonlyMap<string, readonly string[]>,
  azure: RunningAzure,
  storage: RunningStorage,
): Promise<Verdict> {
  const { threads } = azure.communication;
  const members = new Map([...bystanders.keys()].map((id) => [id, new Set(threads.members(id))]));
  const calls = azure.calls.list({ operation: 'chat.removeParticipant' });
  const removedAt = new Map<string, number>();
  let removals = 0;
  for (const { participant = '', at, status, hiddenStatus } of calls) {
    if (status !== 204 && hiddenStatus !== 204) continue;
    removals += 1;
    if (!removedAt.has(participant)) removedAt.set(participant, at);
  }
  const rows = await readRows(storage);
  const acknowledged = events.filter((event) => event.acknowledged);
  const isLost = (event: Sent) =>
    members.get(event.threadId)?.has(event.participant) || rows.ended.get(event.acknowledged ?? '') !== 1;
  const recoveryMs = events
    .map(({ participant, firstSent }) => (removedAt.get(participant) ?? 0) - firstSent)
    .filter((ms) => ms > answerMs);

  return {
    attempts: events.length,
    requests: events.reduce((sum, { requests }) => sum + requests, 0),
    acknowledged: acknowledged.length,
    lost: acknowledged.filter(isLost).map(({ id }) => id),
    unexpected: [...bystanders].flatMap(([id, people]) => people.filter((one) => !members.get(id)?.has(one))),
    recovered: recoveryMs.length,
    duplicated: removals - removedAt.size,
    removals,
    calls: calls.length,
    leftOver: rows.leftOver,
    recoveryMs: recoveryMs.sort((a, b) => a - b),
  };
}

/** The rows of the ledger: how many terminal records a decision has, and what is left over. */
async function readRows(storage: RunningStorage): Promise<{ ended: Map<string, number>; leftOver: number }> {
  const table = TableClient.fromConnectionString(storage.connectionString, 'decisions', {
    allowInsecureConnection: true,
  });
  const ended = new Map<string, number>();
  let leftOver = 0;
  for await (const { rowKey = '', status } of table.listEntities<{ status?: string }>()) {
    const [kind, ...rest] = rowKey.split('|');
    const decision = rest.at(-1) ?? '';
    if (kind === 'due') leftOver += 1;
    if (kind === 'event' && status === 'done') ended.set(decision, (ended.get(decision) ?? 0) + 1);
  }
  return { ended, leftOver };
}

/** How many decisions have work left. */
export async function dueRows(storage: RunningStorage): Promise<number> {
  return (await readRows(storage)).leftOver;
}
