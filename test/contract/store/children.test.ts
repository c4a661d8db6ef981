import { describe, expect, it } from 'vitest';
import { childId } from '../../../src/moderation/decision-id.ts';
import { acceptNew, anEvent, ledgersUnderTest, signal } from './ledger-under-test.ts';

const fresh = ledgersUnderTest();

describe('the decisions that carry out another one', () => {
  it('are found by its name, and no others', async () => {
    const { ledger } = fresh();
    const [parent, other] = [anEvent(), anEvent()];
    const children = ['a', 'b', 'c'].map((place) => anEvent({ decision: childId(parent.decision, place) }));
    for (const event of [parent, other, ...children]) await ledger.accept(event, signal);
    await ledger.accept(anEvent({ decision: childId(other.decision, 'a') }), signal);
    const page = await ledger.listChildren(parent.decision, 10, signal);
    expect(page.items.map(({ decision }) => decision).sort()).toEqual(
      children.map(({ decision }) => decision).sort(),
    );
    expect((await ledger.listChildren(children[0]?.decision ?? '', 10, signal)).items).toEqual([]);
  });

  it('are counted by how they stand', async () => {
    const { ledger } = fresh();
    const { decision } = anEvent();
    const child = async (place: string) => acceptNew(ledger, anEvent({ decision: childId(decision, place) }));
    await (await child('a')).finish({ status: 'done', outcome: 'removed' }, signal);
    await (await child('b')).finish({ status: 'done', outcome: 'superseded' }, signal);
    const problem = { code: 'refused-by-chat', detail: 'No.' } as const;
    await (await child('c')).finish({ status: 'failed', problem }, signal);
    await child('d');
    expect(await ledger.tallyChildren(decision, signal)).toEqual({ done: 2, failed: 1, accepted: 1 });
  });

  it('come a page at a time', async () => {
    const { ledger } = fresh();
    const { decision } = anEvent();
    for (const place of ['a', 'b', 'c'])
      await ledger.accept(anEvent({ decision: childId(decision, place) }), signal);
    const first = await ledger.listChildren(decision, 2, signal);
    const second = await ledger.listChildren(decision, 2, signal, first.continuation);
    expect([first.items.length, second.items.length]).toEqual([2, 1]);
  });
});

describe('a run of a clean-up rule', () => {
  it('is on record like any decision', async () => {
    const { ledger } = fresh();
    const run = {
      source: 'bouncer.cleanup',
      id: 'idle 2026',
      decision: 'run-1',
      rule: 'idle',
      dryRun: true,
    } as const;
    const accepted = await ledger.accept(run, signal);
    expect(accepted).toMatchObject({ kind: 'work', work: { record: { event: run } } });
    expect(await ledger.find('run-1', signal)).toMatchObject({ event: run, status: 'accepted' });
  });
});
