import type { Call } from '../../../local/azure/door/call-log.ts';
import type { RunningAzure } from '../../../local/azure/start-azure.ts';
import type { RunningStorage } from '../../../local/storage/start-storage.ts';
import type { Change, Chronicle } from '../chronicle.ts';
import type { Seated } from '../load/seat-people.ts';
import { type LedgerSeen, readLedger } from './read-ledger.ts';
import { readStandings, type StandingsSeen } from './read-standings.ts';

/** All that the judge goes by: no word of the app is among it. */
export interface Evidence extends Seated, LedgerSeen {
  /** Who is in which thread now. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Who came and went, oldest first. */
  readonly changes: readonly Change[];
  /** The calls to remove somebody that ACS has seen. */
  readonly calls: readonly Call[];
  readonly standings: StandingsSeen;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Gathers the evidence as it is now: from the threads, the calls that ACS has seen, and the rows in the tables. */
export async function gatherEvidence(
  seated: Seated,
  chronicle: Pick<Chronicle, 'changes'>,
  azure: Pick<RunningAzure, 'communication' | 'calls'>,
  storage: Pick<RunningStorage, 'connectionString'>,
): Promise<Evidence> {
  const { threads } = azure.communication;
  const [ledger, standings] = await Promise.all([readLedger(storage), readStandings(storage)]);
  return {
    ...seated,
    ...ledger,
    standings,
    members: new Map([...seated.bystanders.keys()].map((id) => [id, new Set(threads.members(id))])),
    changes: [...chronicle.changes],
    calls: azure.calls.list({ operation: 'chat.removeParticipant' }),
    now: Date.now(),
  };
}
