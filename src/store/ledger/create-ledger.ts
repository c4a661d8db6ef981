import type { Ledger } from '../../moderation/ledger.ts';
import { accept } from './accept.ts';
import { begin } from './begin.ts';
import { deleteExpired } from './delete-expired.ts';
import { toRecord } from './event-row.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { listFailed } from './list-failed.ts';
import { readDecision } from './read-decision.ts';
import { reopen } from './reopen.ts';
import { markersUpTo } from './row-keys.ts';
import { takeOverdue } from './take-overdue.ts';

/** The ledger on Azure Tables. README.md in this folder says what its rows are and which rules hold. */
export function createLedger(ports: LedgerPorts): Ledger {
  const { rows, now } = ports;
  return {
    now,
    accept: (...call) => accept(ports, ...call),
    begin: (...call) => begin(ports, ...call),
    takeOverdue: (...call) => takeOverdue(ports, ...call),
    listFailed: (...call) => listFailed(ports, ...call),
    reopen: (...call) => reopen(ports, ...call),
    deleteExpired: (...call) => deleteExpired(ports, ...call),
    async find(decision, signal) {
      const found = await readDecision(rows, decision, signal);
      if (found.kind === 'none') return undefined;
      return found.kind === 'row' ? toRecord(found.row) : 'damaged';
    },
    async oldestOverdue(signal) {
      const { rows: overdue } = await rows.list({ ...markersUpTo('due', now()), limit: 1 }, signal);
      const time = overdue[0]?.key.split('|')[1];
      return time === undefined ? undefined : Date.parse(time);
    },
  };
}
