import { expect, it } from 'vitest';
import { attempt } from '../../../src/moderation/attempt.ts';
import type { Work } from '../../../src/moderation/ledger.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import { acceptWork } from './accept-work.ts';
import {
  anEvent,
  type HostOptions,
  memoryWorld,
  minute,
  noAnswer,
  personNo,
  signal,
} from './memory-world.ts';

const within = { signal, deadline: 10 * minute, attemptMs: 1_000, retries: 0 };

/** Counts the writes that put decisions on record, and has storage fail from one of them on. */
function writing(failsAfter = Number.POSITIVE_INFINITY) {
  const count = { writes: 0 };
  const gate: HostOptions['gate'] = async (what) => {
    if (what !== 'write decisions') return undefined;
    count.writes += 1;
    if (count.writes > failsAfter) throw noAnswer();
    return undefined;
  };
  return { count, gate };
}

it('a decision for very many threads goes on where the attempt before was cut off', async () => {
  const world = memoryWorld();
  for (let number = 0; number < 100; number += 1) {
    world.threads.set(`19:many-${number}@thread.v2`, new Set([personNo(1)]));
  }
  const event = anEvent({ threadId: '*' });
  const work = await acceptWork(world.host(), event);

  const cutOff = writing(40);
  const first = await attempt(work, world.host({ gate: cutOff.gate }), within);
  expect(first).toMatchObject({ status: 'unfinished' });
  const { ledger } = world.host();
  const some = (await ledger.listChildren(event.decision, 1_000, signal)).items;
  expect(some.length).toBeGreaterThan(20);
  expect(some.length).toBeLessThan(100);
  expect(await work.putBack(0, { code: 'upstream-unavailable', detail: 'No answer.' }, signal, true)).toBe(
    true,
  );

  const begun = await ledger.begin(event.decision, signal);
  if (begun.kind !== 'work') throw new Error(`It should go on, and is ${begun.kind}.`);
  const goesOn = writing();
  const second = await attempt(
    begun.work as Work<ModerationEvent>,
    world.host({ gate: goesOn.gate }),
    within,
  );
  expect(second).toMatchObject({
    status: 'done',
    detail: expect.stringMatching(/^A decision was made for each of 100 threads\./),
  });
  expect(goesOn.count.writes).toBe(100 - some.length);
  const all = (await ledger.listChildren(event.decision, 1_000, signal)).items;
  expect(new Set(all.map(({ decision }) => decision)).size).toBe(100);
});
