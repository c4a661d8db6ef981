import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll } from 'vitest';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';
import type { Ban, Lift, Place, Standing, Standings } from '../../../src/moderation/standings.ts';
import { createStandings } from '../../../src/store/standings/create-standings.ts';
import { type Rows, tableRows } from '../../../src/store/table-rows.ts';
import { type DrivenClock, drivenClock } from '../../unit/driven-clock.ts';
import { day, signal } from './ledger-under-test.ts';

/** Standings in a partition of their own, on a clock that stands still. */
export interface StandingsUnderTest {
  readonly clock: DrivenClock;
  readonly rows: Rows;
  readonly standings: Standings;
  /** Another host on the same table; its writes may lose their replies. */
  host(rows: Rows): Standings;
  /** The keys of all rows there are. */
  keys(): Promise<string[]>;
}

/** @returns makes fresh standings; the storage is started once for all tests of a file. */
export function standingsUnderTest(): () => StandingsUnderTest {
  let storage: RunningStorage | undefined;
  let partitions = 0;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage?.stop());

  return () => {
    partitions += 1;
    const table = TableClient.fromConnectionString(storage?.connectionString ?? '', 'standings', {
      allowInsecureConnection: true,
    });
    const shared = tableRows(async () => table, `partition-${partitions}`);
    const clock = drivenClock();
    const host = (rows: Rows) => createStandings({ rows, now: clock.now, retentionMs: 90 * day });
    return {
      clock,
      rows: shared,
      standings: host(shared),
      host,
      async keys() {
        const { rows } = await shared.list({ from: '', below: '~', limit: 1_000 }, signal);
        return rows.map(({ key }) => key);
      },
    };
  };
}

/** A thread id that ends in a number. */
export const threadNo = (number: number) => `19:thread${number}@thread.v2`;

/** A participant whose id ends in a number. */
export const personNo = (number: number) => `8:acs:8540c0de-899f-5cce-acb5-3ec493af3800_${number}`;

export const placeOf = (person: number, thread: number | '*'): Place => ({
  participant: personNo(person),
  threadId: thread === '*' ? '*' : threadNo(thread),
});

export const aBan = (occurredAt: number, change: Partial<Ban> = {}): Ban => ({
  decision: `ban-${occurredAt}`,
  source: 'test',
  occurredAt,
  received: occurredAt,
  ...change,
});

export const aLift = (occurredAt: number): Lift => ({
  decision: `lift-${occurredAt}`,
  source: 'test',
  occurredAt,
});

/** Puts something on record, whatever is there. */
export async function put(standings: Standings, place: Place, what: Standing): Promise<Standing> {
  return await standings.change(place, {}, (standing) => ({ ...standing, ...what }), signal);
}
