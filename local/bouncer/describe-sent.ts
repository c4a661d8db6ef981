import { describeDecision, labelled, whyOf } from './describe-decision.ts';
import type { Desk } from './desk.ts';
import { onOneLine } from './on-one-line.ts';
import { exitOfItem, isDecided, type SentItem } from './sent-item.ts';

/** What came of a delivery, for people: each event in it, and what to do about those that go on. */
export function describeSent(
  items: readonly SentItem[],
  status: number,
  desk: Pick<Desk, 'paint' | 'clock'>,
): string {
  if (items.length === 0) return `Taken (${status}); the app says no more about it.`;
  const told = items.map((one) => (isDecided(one) ? describeDecision(one, desk) : describeOther(one, desk)));
  return [...told, ...advice(items), ...summary(items)].join('\n');
}

/** One that is no decision, or that was not understood. */
function describeOther(one: SentItem, { paint }: Pick<Desk, 'paint'>): string {
  const { id, status = 'not understood', problem } = one;
  const rows = [
    ['why', whyOf(one)],
    ['to do', problem?.hint],
  ] as const;
  const stands = paint(exitOfItem(one) === 'refused' ? 'bad' : 'faint', status);
  const name = id === undefined ? [] : [paint('strong', onOneLine(id))];
  return [[...name, stands].join('  '), ...labelled(rows, paint)].join('\n');
}

function advice(items: readonly SentItem[]): string[] {
  const goOn = items.filter((one) => exitOfItem(one) === 'goes-on');
  const [first] = goOn;
  if (!first) return [];
  if (first.status === 'held') return ['', `It waits until somebody confirms it: confirm ${first.decision}`];
  const which = goOn.length === 1 ? 'It goes' : `${goOn.length} of them go`;
  return ['', `${which} on. Look again: status ${first.decision}`];
}

/** How many ended how, where there are too many to count them by eye. */
function summary(items: readonly SentItem[]): string[] {
  if (items.length < 2) return [];
  const counts = new Map<string, number>();
  for (const { status = 'not understood' } of items) counts.set(status, (counts.get(status) ?? 0) + 1);
  return ['', [...counts].map(([status, count]) => `${count} ${status}`).join(', ')];
}
