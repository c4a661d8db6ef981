import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll } from 'vitest';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { decisionId } from '../../../src/moderation/decision-id.ts';
import type { Ledger, Work } from '../../../src/moderation/ledger.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import { createLedger } from '../../../src/store/ledger/create-ledger.ts';
import { type Rows, tableRows } from '../../../src/store/table-rows.ts';
import { type DrivenClock, drivenClock } from '../../unit/driven-clock.ts';

export const signal = new AbortController().signal;
export const minute = 60_000;
export const day = 24 * 60 * minute;

const resource = '8540c0de-899f-5cce-acb5-3ec493af3800';

/** An event that nobody has seen before, unless an id is given. */
let events = 0;
export function anEvent(change: Partial<ModerationEvent> = {}): ModerationEvent {
  events += 1;
  const [source, id] = ['test', change.id ?? `case-${events}`];
  const parsed = parseIdentifier(`8:acs:${resource}_${events}`);
  if ('fault' in parsed) throw new Error(parsed.fault.detail);
  return {
    source,
    id,
    decision: decisionId(source, id),
    action: 'remove',
    threadId: '19:abc@thread.v2',
    participant: parsed.identifier,
    ...change,
  };
}

/** A ledger in a partition of its own, on a clock that stands still; hosts that share it may be added. */
export interface LedgerUnderTest {
  readonly clock: DrivenClock;
  readonly rows: Rows;
  readonly ledger: Ledger;
  /** Another host on the same table; its clock may be off, and its writes may lose their replies. */
  host(options?: { clock?: DrivenClock; rows?: Rows }): Ledger;
  /** The keys of all rows there are. */
  keys(): Promise<string[]>;
}

/** @returns makes a fresh ledger; the storage is started once for all tests of a file. */
export function ledgersUnderTest(): () => LedgerUnderTest {
  let storage: RunningStorage | undefined;
  let partitions = 0;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage?.stop());

  return () => {
    partitions += 1;
    const { connectionString = '' } = storage ?? {};
    const table = TableClient.fromConnectionString(connectionString, 'decisions', {
      allowInsecureConnection: true,
    });
    const shared = tableRows(async () => table, `partition-${partitions}`);
    const clock = drivenClock();
    const host: LedgerUnderTest['host'] = (options = {}) => {
      const own = options.clock ?? clock;
      return createLedger({
        rows: options.rows ?? shared,
        clock: own,
        // All hosts take the account's time for theirs; a clock that is off only drives their deadlines.
        now: clock.now,
        isClockSet: () => true,
        newLease: () => crypto.randomUUID(),
        retentionMs: 90 * day,
        holdForMs: 7 * day,
      });
    };
    return {
      clock,
      rows: shared,
      ledger: host(),
      host,
      async keys() {
        const { rows } = await shared.list({ from: '', below: '~', limit: 1_000 }, signal);
        return rows.map(({ key }) => key);
      },
    };
  };
}

/** Accepts an event that is new, for a test to work on. */
export async function acceptNew(ledger: Ledger, event: ModerationEvent): Promise<Work> {
  const accepted = await ledger.accept(event, signal);
  if (accepted.kind !== 'work') throw new Error(`It should be new, and is ${accepted.kind}.`);
  return accepted.work;
}

/** Begins work on a decision that has some. */
export async function beginWork(ledger: Ledger, decision: string): Promise<Work> {
  const begun = await ledger.begin(decision, signal);
  if (begun.kind !== 'work') throw new Error(`There should be work, and it is ${begun.kind}.`);
  return begun.work;
}

/** Rows whose next write takes effect and loses its reply, so that the second try meets what the first has done. */
export function losingReplies(rows: Rows): Rows & { loseNext(): void } {
  let lose = 0;
  return {
    ...rows,
    loseNext: () => {
      lose += 1;
    },
    async write(changes, each) {
      const etag = await rows.write(changes, each);
      if (lose === 0) return etag;
      lose -= 1;
      return undefined;
    },
  };
}

/** Changes columns of an event's row, as somebody with a table browser would. */
export async function changeByHand(
  rows: Rows,
  { decision }: ModerationEvent,
  columns: Readonly<Record<string, string | number>>,
): Promise<void> {
  const key = `event|${decision}`;
  const row = await rows.read(key, signal);
  await rows.write([{ merge: key, etag: row?.etag ?? '', columns }], signal);
}
