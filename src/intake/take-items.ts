import type { Call } from '../http/route.ts';
import type { EnforcePorts } from '../moderation/enforce.ts';
import type { Rate } from '../moderation/rate.ts';
import { sideBySide } from '../side-by-side.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import type { Item } from './formats/reading.ts';
import { overRate } from './over-rate.ts';
import { notPermitted } from './permit.ts';
import { traitsOf } from './sources/format-traits.ts';
import type { Source } from './sources/source.ts';
import { type ItemResult, takeItem } from './take-item.ts';

/** ACS lets a thread have ten removals in ten seconds. A larger batch is put on record, and worked off by the queue. */
const mostInline = 10;
/** How many events of a batch are written down at once. */
const atOnce = 16;

/**
 * Takes what a delivery holds, item by item.
 *
 * @param prefersAsync - the sender does not want to wait.
 * @throws UpstreamError when an event may not be on record; the others are.
 */
export async function takeItems(
  items: readonly Item[],
  source: Source,
  ports: EnforcePorts & { readonly rate: Rate },
  call: Pick<Call, 'limits' | 'log' | 'elapsed'>,
  prefersAsync: boolean,
): Promise<ItemResult[]> {
  const events = items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
  const permitted = events.filter((event) => notPermitted(event, source).length === 0);
  // What cannot be used is put on record too.
  const isLarge = items.filter(({ kind }) => kind === 'event' || kind === 'unusable').length > mostInline;
  const limits = isLarge ? withPatience(call.limits, source) : call.limits;
  const { signal } = limits;
  const over = await overRate(permitted, source, ports, signal);
  const taking = { source, over, async: prefersAsync || isLarge };
  if (!isLarge) return await sideBySide(items, atOnce, (item) => takeItem(item, ports, call, taking));

  // All are written down before any is queued: what has to be done comes before what is for promptness.
  const later: string[] = [];
  const queue = { enqueue: async (decision: string) => void later.push(decision) };
  const results = await sideBySide(items, atOnce, (item) =>
    takeItem(item, { ...ports, queue }, { ...call, limits }, taking),
  );
  await sideBySide(later, atOnce, (decision) => ports.queue.enqueue(decision, 0, signal).catch(() => {}));
  return results;
}

/** A batch that cannot be written down in one go would be sent again for a day, and never be done. */
function withPatience(limits: CallLimits, { format }: Source): CallLimits {
  const { patienceMs } = traitsOf(format);
  return patienceMs === undefined ? limits : { ...limits, signal: AbortSignal.timeout(patienceMs) };
}
