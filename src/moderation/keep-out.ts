import { canonicalId } from '../chat/identifier/communication-identifier.ts';
import { parseIdentifier } from '../chat/identifier/parse-identifier.ts';
import type { Log } from '../log.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import { isStillToCome } from './coming-removal.ts';
import { isDamagedStanding } from './damaged-standing.ts';
import type { EnforcePorts } from './enforce.ts';
import { bansInForce } from './in-force.ts';
import { removalForBan } from './removal-for-ban.ts';
import { takeEvent } from './take-event.ts';
import { watchAttempts } from './watch-attempts.ts';

/** People who have come into a thread, as an event tells of it. */
export interface Arrival {
  readonly eventId: string;
  readonly threadId: string;
  /** Unchecked, as they came. */
  readonly rawIds: readonly string[];
}

/**
 * Puts those of the people out again who are banned from the thread. Each removal is a decision of its own, so that it is
 * recorded, paced and tried again like any other; the same event told twice is the same decision.
 *
 * @throws UpstreamError when it is not known whether all were put on record; the event then has to be told again.
 */
export async function keepOut(
  { eventId, threadId, rawIds }: Arrival,
  ports: EnforcePorts,
  log: Log,
  limits: CallLimits,
): Promise<void> {
  const { standings, ledger, clock } = ports;
  await ledger.setClock(limits.signal);
  let damaged: unknown;
  for (const rawId of rawIds) {
    const parsed = parseIdentifier(rawId);
    // Whom we cannot name, nobody can have banned.
    if ('fault' in parsed) continue;
    const participant = parsed.identifier;
    const place = { threadId, participant: canonicalId(participant) };
    const pair = await standings.pair(place, limits.signal).catch((error: unknown) => {
      // The others are not to wait for it; the event comes again in the end.
      if (!isDamagedStanding(error)) throw error;
      damaged ??= error;
      return { thread: {}, every: {} };
    });
    const [ban] = bansInForce(pair, ledger.now());
    // A removal that has yet to start undoes this coming too.
    if (!ban || (await isStillToCome(pair, ledger, limits.signal))) continue;
    // An event about a new thread tells of many people.
    const id = rawIds.length === 1 ? eventId : `${eventId} ${rawId}`;
    const event = removalForBan(ban, { source: 'bouncer.rejoin', id, threadId, participant });
    const started = clock.monotonic();
    const watch = watchAttempts(event, log, () => Math.round(clock.monotonic() - started));
    await takeEvent(event, ports, limits, { async: false, watch });
  }
  if (damaged) throw damaged;
}
