import type { AttemptPorts } from '../../../../src/moderation/attempt.ts';
import { decisionId } from '../../../../src/moderation/decision-id.ts';
import type { ModerationEvent } from '../../../../src/moderation/moderation-event.ts';

/** Fans a ban out to some threads, as a decision for each. */
export function fanOutTo(threads: readonly string[]): NonNullable<AttemptPorts['fanOut']> {
  return async ({ event, ports, limits }) => {
    for (const threadId of threads) {
      const source = 'bouncer.fan-out';
      const id = `${event.decision} ${threadId}`;
      const child: ModerationEvent = {
        source,
        id,
        decision: `${event.decision}.${decisionId(source, id)}`,
        action: 'remove',
        threadId,
        participant: event.participant,
        cause: { kind: 'ban', decision: event.decision },
        parent: event.decision,
      };
      await ports.ledger.accept(child, limits.signal, { notBefore: ports.ledger.now() });
    }
    return { status: 'done', outcome: 'fanned-out' };
  };
}
