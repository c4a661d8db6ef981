import { randomUUID } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import { systemClock } from '../../../src/clock.ts';
import type { Pace, TidyPace } from '../../../src/moderation/pace.ts';
import { createPace } from '../../../src/store/pace/create-pace.ts';
import { type Line, readLine } from '../../../src/store/pace/line.ts';
import { lineKey, partitionOf } from '../../../src/store/pace/row-keys.ts';
import { type Rows, tableRows } from '../../../src/store/table-rows.ts';
import { type DrivenClock, drivenClock } from '../../unit/driven-clock.ts';

export const { signal } = new AbortController();

/** Lines on a table of their own, in a time that tests drive; pauses between tries are real. */
export interface PaceUnderTest {
  readonly clock: DrivenClock;
  /** Another instance on the same table. */
  instance(rowsOf?: (partition: string) => Rows): Pace & TidyPace;
  /** The table's rows, past all faults. */
  rowsOf(partition: string): Rows;
  line(threadId: string): Promise<Line>;
}

let tables = 0;

/** @param connectionString - of the way that instances take to the storage; `direct` is the tests' own. */
export function paceUnderTest(connectionString: string, direct = connectionString): PaceUnderTest {
  tables += 1;
  const clock = drivenClock();
  const rowsAt = (at: string) => {
    const table = TableClient.fromConnectionString(at, `pace${tables}`, {
      allowInsecureConnection: true,
      retryOptions: { maxRetries: 0 },
    });
    return (partition: string) => tableRows(async () => table, partition);
  };
  const [onTheWay, rowsOf] = [rowsAt(connectionString), rowsAt(direct)];
  return {
    clock,
    rowsOf,
    instance: (rows = onTheWay) =>
      createPace({
        rowsOf: rows,
        clock: systemClock,
        now: clock.now,
        newClaim: () => randomUUID().slice(0, 12),
      }),
    line: async (threadId) => readLine(await rowsOf(partitionOf(threadId)).read(lineKey(threadId), signal)),
  };
}
