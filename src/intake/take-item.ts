import type { Fault } from '../http/http-problem.ts';
import type { Call } from '../http/route.ts';
import type { EnforcePorts } from '../moderation/enforce.ts';
import type { ModerationEvent, UnusableEvent } from '../moderation/moderation-event.ts';
import type { Ending } from '../moderation/outcome.ts';
import { type Taken, takeEvent, takenFrom } from '../moderation/take-event.ts';
import { watchAttempts } from '../moderation/watch-attempts.ts';
import type { Item } from './formats/reading.ts';
import { notPermitted } from './permit.ts';
import { traitsOf } from './sources/format-traits.ts';
import type { Source } from './sources/source.ts';

/** What has become of one item of a delivery. */
export type ItemResult =
  /** It is on record. */
  | { readonly kind: 'taken'; readonly id: string; readonly decision: string; readonly taken: Taken }
  /** It is not on record, and its sender is told why. */
  | {
      readonly kind: 'refused';
      readonly problem: 'invalid-event' | 'not-permitted';
      readonly id?: string;
      readonly faults: readonly Fault[];
    }
  | { readonly kind: 'ignored'; readonly why: string };

/** How the items of a delivery are taken. */
export interface TakingItems {
  readonly source: Source;
  readonly async: boolean;
  /** The decisions that are more than the source may send. */
  readonly over: ReadonlySet<string>;
}

type TakingCall = Pick<Call, 'limits' | 'log' | 'elapsed'>;

/**
 * Takes one item: what it asks for has been understood or not, is permitted or not, is over the source's rate or not.
 *
 * @throws UpstreamError when nobody knows whether it was written down.
 */
export async function takeItem(
  item: Item,
  ports: EnforcePorts,
  call: TakingCall,
  { source, async, over }: TakingItems,
): Promise<ItemResult> {
  if (item.kind === 'ignored') return item;
  if (item.kind === 'faulty') {
    const { id, faults } = item;
    return { kind: 'refused', problem: 'invalid-event', ...(id !== undefined && { id }), faults };
  }
  const { event } = item;
  const { id, decision } = event;
  if (item.kind === 'unusable') {
    return { kind: 'taken', id, decision, taken: await recordUnusable(item.event, ports, call) };
  }
  const faults = notPermitted(item.event, source);
  const { sender } = traitsOf(source.format);
  if (faults.length > 0 && sender === 'reads-answers') {
    return { kind: 'refused', problem: 'not-permitted', id, faults };
  }
  const instead =
    faults.length > 0 ? { ending: refusal(faults) } : over.has(decision) ? { hold: overRate } : undefined;
  const watch = watchAttempts(item.event, call.log, call.elapsed);
  const taken = await takeEvent(item.event, ports, call.limits, {
    async,
    watch,
    ...(instead && { instead }),
  });
  if (taken.kind !== 'conflict' || sender === 'reads-answers') return { kind: 'taken', id, decision, taken };
  return { kind: 'taken', id, decision, taken: await firstAnswer(item.event, taken.differs, ports, call) };
}

const overRate = {
  code: 'over-rate',
  detail: 'The source sends more in a minute than its maxPerMinute.',
  hint: 'Confirm it if it is meant; otherwise it is rejected at the end of HOLD_FOR.',
} as const;

function refusal(faults: readonly Fault[]): Ending {
  const detail = faults.map((fault) => `${fault.pointer} ${fault.detail}`).join('; ');
  return { status: 'rejected', problem: { code: 'not-permitted', detail } };
}

async function recordUnusable(
  event: UnusableEvent,
  { ledger }: EnforcePorts,
  call: TakingCall,
): Promise<Taken> {
  const { signal } = call.limits;
  await ledger.setClock(signal);
  const detail = 'It means a decision, but not one that can be carried out: errors in its record says why.';
  const ending: Ending = { status: 'rejected', problem: { code: 'unusable-event', detail } };
  const accepted = await ledger.acceptUnusable(event, ending, signal);
  const { source, id, decision, faults } = event;
  call.log.info('unusable', { source, id, decision, faults: faults.length });
  return 'record' in accepted ? takenFrom(accepted.record) : { kind: 'ended', ending };
}

/** To a sender that would only send it again for days, the decision that has the id already is the answer. */
async function firstAnswer(
  { source, id, decision }: ModerationEvent,
  differs: readonly string[],
  { ledger }: EnforcePorts,
  { log, limits }: TakingCall,
): Promise<Taken> {
  log.info('id-taken', { source, id, decision, differs: differs.join() });
  const record = await ledger.find(decision, limits.signal);
  return typeof record === 'object' ? takenFrom(record) : { kind: 'goes-on', status: 'accepted' };
}
