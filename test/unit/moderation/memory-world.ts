import { canonicalId } from '../../../src/chat/identifier/communication-identifier.ts';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { decisionId } from '../../../src/moderation/decision-id.ts';
import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import type { Policy } from '../../../src/moderation/policy.ts';
import { createLedger } from '../../../src/store/ledger/create-ledger.ts';
import { createPace } from '../../../src/store/pace/create-pace.ts';
import { createProgress } from '../../../src/store/progress.ts';
import { createStandings } from '../../../src/store/standings/create-standings.ts';
import type { Rows } from '../../../src/store/table-rows.ts';
import { UpstreamError } from '../../../src/upstream/upstream-error.ts';
import { type DrivenClock, drivenClock } from '../driven-clock.ts';
import { type MemoryRows, memoryRows } from '../memory-rows.ts';

export const second = 1_000;
export const minute = 60 * second;
export const day = 24 * 60 * minute;
export const resource = '8540c0de-899f-5cce-acb5-3ec493af3800';
export const moderator = `8:acs:${resource}_moderator`;
export const signal = new AbortController().signal;

/** A call to remove somebody that went out, and when it started. */
export interface Sent {
  /** Whose it was, where the host has been told. */
  readonly decision: string | undefined;
  readonly threadId: string;
  readonly rawId: string;
  readonly at: number;
  /** When it can no longer take effect. */
  readonly over: number;
}

/**
 * What a host does beyond its walls passes here, before and after: so a test can hold it up, lose a reply by throwing, or
 * have a call made again because its first reply was lost.
 */
export type Gate = (what: string) => Promise<'again' | undefined>;

/** How a host differs from others. */
export interface HostOptions {
  readonly gate?: Gate;
  /** The decision that it is at; for the record of calls. */
  readonly decision?: string;
  /** How far its idea of the storage account's time is off, in milliseconds. */
  readonly skewMs?: number;
  readonly policy?: Partial<Policy>;
  readonly ports?: Partial<EnforcePorts>;
}

/** Storage and a chat platform in memory, in a time that tests drive; any number of hosts. */
export interface MemoryWorld {
  readonly clock: DrivenClock;
  readonly rows: Readonly<Record<'decisions' | 'standings' | 'pace', MemoryRows>>;
  /** Who is in which thread. */
  readonly threads: Map<string, Set<string>>;
  readonly sent: Sent[];
  readonly queue: { readonly decision: string; readonly visible: number }[];
  host(options?: HostOptions): EnforcePorts;
}

const passing: Gate = async () => undefined;
export const retentionMs = 90 * day;

export function memoryWorld(): MemoryWorld {
  const clock = drivenClock();
  const rows = { decisions: memoryRows(), standings: memoryRows(), pace: memoryRows() };
  const threads = new Map<string, Set<string>>();
  const sent: Sent[] = [];
  const queue: { decision: string; visible: number }[] = [];
  let names = 0;
  const newName = () => `name-${++names}`;

  const host = ({ gate = passing, decision, skewMs = 0, policy = {}, ports = {} }: HostOptions = {}) => {
    const now = () => clock.now() + skewMs;
    const gated = (name: keyof typeof rows): Rows => {
      const table = rows[name];
      const pass = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
        await gate(`${what} ${name}`);
        const result = await act();
        return (await gate(`reply ${what} ${name}`)) === 'again' ? await act() : result;
      };
      return {
        read: (...call) => pass('read', () => table.read(...call)),
        write: (...call) => pass('write', () => table.write(...call)),
        list: (...call) => pass('list', () => table.list(...call)),
        remove: (...call) => pass('remove', () => table.remove(...call)),
      };
    };
    const all: EnforcePorts = {
      clock,
      retryForMs: day,
      rules: new Map(),
      progress: createProgress(gated('standings')),
      prepare: async () => {},
      policy: async () => ({
        actingIdentity: moderator,
        protectedIds: new Set(),
        enforcement: 'on',
        maxFanout: 500,
        activeRules: new Map(),
        retentionMs,
        ...policy,
      }),
      queue: {
        async enqueue(decision, delayMs) {
          await gate('enqueue');
          queue.push({ decision, visible: clock.now() + Math.max(0, delayMs) });
        },
      },
      ledger: createLedger({
        rows: gated('decisions'),
        clock,
        now,
        isClockSet: () => true,
        newLease: newName,
        retentionMs,
        holdForMs: 7 * day,
      }),
      standings: createStandings({ rows: gated('standings'), now, retentionMs }),
      pace: createPace({ rowsOf: () => gated('pace'), clock, now, newClaim: newName }),
      chat: {
        async removeParticipant(threadId, { rawId }, limits) {
          await gate('call');
          // As `with-retries.ts` does: no call starts past its deadline.
          if (clock.monotonic() >= limits.deadline) throw noAnswer();
          const over = clock.now() + limits.attemptMs;
          sent.push({ decision, threadId, rawId, at: clock.now(), over });
          await gate('in flight');
          if (clock.now() > over) throw noAnswer();
          const wasIn = threads.get(threadId)?.delete(rawId);
          await gate('reply call');
          return wasIn ? 'removed' : 'already-absent';
        },
        async *listParticipants(threadId) {
          for (const rawId of threads.get(threadId) ?? []) yield { rawId };
        },
        async *listThreads() {
          yield { threads: [...threads.keys()].map((id) => ({ id, topic: 'A thread' })) };
        },
        threadCreatedOn: async () => 0,
      },
      ...ports,
    };
    return all;
  };
  return { clock, rows, threads, sent, queue, host };
}

/** A call that nobody answered. */
export function noAnswer(): UpstreamError {
  return new UpstreamError({
    upstream: 'acs-chat',
    code: 'Timeout',
    message: 'No answer.',
    retryable: true,
    hint: 'Wait.',
  });
}

export const personNo = (number: number) => `8:acs:${resource}_person-${number}`;
export const threadNo = (number: number) => `19:thread-${number}@thread.v2`;
export const inThread = (number: number, person = 1) => ({
  participant: canonicalId({ rawId: personNo(person) }),
  threadId: threadNo(number),
});

let ids = 0;
/** An event about the first person in the first thread, unless it is said otherwise. */
export function anEvent(
  change: Partial<ModerationEvent> & { readonly rawId?: string } = {},
): ModerationEvent {
  ids += 1;
  const { rawId = personNo(1), ...rest } = change;
  const parsed = parseIdentifier(rawId);
  if ('fault' in parsed) throw new Error(parsed.fault.detail);
  const [source, id] = [change.source ?? 'test', change.id ?? `case-${ids}`];
  return {
    source,
    id,
    decision: decisionId(source, id),
    action: 'remove',
    threadId: threadNo(1),
    participant: parsed.identifier,
    ...rest,
  };
}
