import { slotGoodForMs } from '../../moderation/next-slot.ts';
import type { Pace, TidyPace } from '../../moderation/pace.ts';
import { changeLine, type PacePorts } from './change-line.ts';
import { deleteStale } from './delete-stale.ts';
import { inTurn } from './in-turn.ts';
import { pushOn } from './push-on.ts';
import { takePlace } from './take-place.ts';

/** The lines of all threads on Azure Tables. README.md in the folder above says what their rows are. */
export function createPace(ports: PacePorts): Pace & TidyPace {
  const all = { ...ports, inTurn: inTurn() };
  return {
    async claim(threadId, decision, urgent, signal) {
      const asker = { decision, urgent, claim: ports.newClaim() };
      const claimed = await changeLine(all, threadId, (line, now) => takePlace(line, asker, now), signal);
      const now = ports.now();
      // Storage was so slow that the time of the slot is over.
      return claimed.at < now - slotGoodForMs ? { kind: 'come-back', at: now } : claimed;
    },
    async pushBack(threadId, retryAfterMs, signal) {
      const change = (line: Parameters<typeof pushOn>[0], now: number) => {
        const pushed = pushOn(line, retryAfterMs, now);
        return { answer: undefined, ...(pushed && { line: pushed }) };
      };
      await changeLine(all, threadId, change, signal);
    },
    deleteStale: (...call) => deleteStale(ports, ...call),
  };
}
