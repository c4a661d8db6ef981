import type { Call } from '../http/route.ts';
import type { EnforcePorts } from '../moderation/enforce.ts';
import type { Rate } from '../moderation/rate.ts';
import type { Item } from './formats/reading.ts';
import { overRate } from './over-rate.ts';
import { notPermitted } from './permit.ts';
import { sideBySide } from './side-by-side.ts';
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
  const { signal } = call.limits;
  const events = items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
  const permitted = events.filter((event) => notPermitted(event, source).length === 0);
  const over = await overRate(permitted, source, ports, signal);
  const isLarge = events.length > mostInline;
  const taking = { source, over, async: prefersAsync || isLarge };
  if (!isLarge) return await sideBySide(items, atOnce, (item) => takeItem(item, ports, call, taking));

  // All are written down before any is queued: what has to be done comes before what is for promptness.
  const later: string[] = [];
  const queue = { enqueue: async (decision: string) => void later.push(decision) };
  const results = await sideBySide(items, atOnce, (item) =>
    takeItem(item, { ...ports, queue }, call, taking),
  );
  await sideBySide(later, atOnce, (decision) => ports.queue.enqueue(decision, 0, signal).catch(() => {}));
  return results;
}
