import type { AttemptPorts } from './attempt.ts';
import type { ModerationEvent } from './moderation-event.ts';

/** How many are written down at once. */
const atOnce = 16;

/**
 * Puts decisions on record that carry out another one, and has workers set about them. Whoever does that twice, for the
 * same ones, changes nothing.
 *
 * @throws UpstreamError when not all of them are on record.
 */
export async function spawn(
  children: readonly ModerationEvent[],
  { ledger, queue }: Pick<AttemptPorts, 'ledger' | 'queue'>,
  signal: AbortSignal,
): Promise<void> {
  for (let from = 0; from < children.length; from += atOnce) {
    const some = children.slice(from, from + atOnce);
    await Promise.all(
      some.map(async (child) => {
        const { kind } = await ledger.accept(child, signal, { notBefore: ledger.now() });
        // Where that fails, the sweep finds it: the due row is the truth, the queue is for promptness.
        if (kind === 'waits') await queue.enqueue(child.decision, 0, signal).catch(() => {});
      }),
    );
  }
}
