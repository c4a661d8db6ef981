import type { Standings } from '../../moderation/standings.ts';
import { changeStanding } from './change-standing.ts';
import { deleteExpired } from './delete-expired.ts';
import { listBans } from './list-bans.ts';
import { allPlaced, allRows, standingIn } from './read-standing.ts';
import { ofParticipant, ofThread } from './row-keys.ts';
import { readStandingRow, toPlaced } from './standing-row.ts';
import type { StandingsPorts } from './standings-ports.ts';
import { threadsWith } from './threads-with.ts';

/** The standings on Azure Tables. README.md in the folder above says what its rows are and which rules hold. */
export function createStandings(ports: StandingsPorts): Standings {
  return {
    async pair({ participant, threadId }, signal) {
      const [thread, every] = await Promise.all([
        threadId === '*' ? {} : standingIn(ports, { participant, threadId }, signal),
        standingIn(ports, { participant, threadId: '*' }, signal),
      ]);
      return { thread, every };
    },
    change: (...call) => changeStanding(ports, ...call),
    async latestMark(participant, signal) {
      const rows = await allPlaced(ports, ofParticipant(participant), signal);
      const marks = rows.flatMap(({ standing }) => standing.actingUntil ?? []);
      return marks.length > 0 ? Math.max(...marks) : undefined;
    },
    async bansIn(threadId, signal) {
      const copies = await allRows(ports, ofThread(threadId), signal);
      // One that nobody can read holds up no other; whoever acts on it says so.
      return copies.flatMap((row) => readStandingRow(row) ?? []).map((row) => toPlaced(row));
    },
    bansOf: (participant, signal) => allPlaced(ports, ofParticipant(participant), signal),
    listBans: (...call) => listBans(ports, ...call),
    threadsWith: (...call) => threadsWith(ports, ...call),
    deleteExpired: (...call) => deleteExpired(ports, ...call),
  };
}
