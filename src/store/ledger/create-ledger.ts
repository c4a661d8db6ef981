import type { Ledger } from '../../moderation/ledger.ts';
import { accept } from './accept.ts';
import { begin } from './begin.ts';
import { listChildren, tallyChildren } from './children.ts';
import { confirm } from './confirm.ts';
import { deleteExpired } from './delete-expired.ts';
import { dueSince } from './due-since.ts';
import { toRecord } from './event-row.ts';
import type { LedgerPorts } from './ledger-ports.ts';
import { listDecisions } from './list-decisions.ts';
import { readDecision } from './read-decision.ts';
import { reopen } from './reopen.ts';
import { markersUpTo } from './row-keys.ts';
import { movedByMs, takeOverdue } from './take-overdue.ts';

/** The ledger on Azure Tables. ../README.md says what its rows are and which rules hold. */
export function createLedger(ports: LedgerPorts): Ledger {
  const { rows, now } = ports;
  return {
    now,
    async setClock(signal, { again = false } = {}) {
      if (again || !ports.isClockSet()) await rows.read('clock', signal);
    },
    accept: (...call) => accept(ports, ...call),
    acceptUnusable: (event, ending, signal) => accept(ports, event, signal, { ending }),
    begin: (...call) => begin(ports, ...call),
    takeOverdue: (...call) => takeOverdue(ports, ...call),
    list: (...call) => listDecisions(ports, ...call),
    listChildren: (...call) => listChildren(ports, ...call),
    tallyChildren: (...call) => tallyChildren(ports, ...call),
    reopen: (...call) => reopen(ports, ...call),
    confirm: (...call) => confirm(ports, ...call),
    deleteExpired: (...call) => deleteExpired(ports, ...call),
    async find(decision, signal) {
      const found = await readDecision(rows, decision, signal);
      if (found.kind === 'none') return undefined;
      return found.kind === 'row' ? toRecord(found.row) : 'damaged';
    },
    async oldestOverdue(signal) {
      const time = now();
      const range = { ...markersUpTo('due', time + movedByMs), limit: 100 };
      const { rows: due } = await rows.list(range, signal);
      const since = Math.min(...due.map((row) => Date.parse(dueSince(row))));
      return since <= time ? since : undefined;
    },
  };
}
