import { describe, expect, it } from 'vitest';
import { housesUnderTest } from './houses-under-test.ts';

const houses = housesUnderTest();
const second = 1_000;
const calls = () => houses.azure.calls.list({ operation: 'chat.removeParticipant' });

describe('a thread of 250', () => {
  it.each([
    ['one instance', [0]],
    ['three instances', [0, 400, -400]],
  ])(
    'is emptied by %s within 525 s, and ACS never says that it was too fast',
    async (_what, offsets) => {
      const { threadId, people, members } = houses.thread(249);
      const hosts = offsets.map((offset) => houses.host(offset));
      const started = houses.clock.now();
      for (const [index, rawId] of people.entries()) {
        const taken = await houses.take(houses.event(threadId, rawId), hosts[index % hosts.length]);
        expect(taken.kind).toBe(index < 10 ? 'ended' : 'goes-on');
      }
      while (members().length > 1 && houses.clock.now() - started < 600 * second) {
        await houses.pass(second, ...hosts);
      }
      expect(members()).toHaveLength(1);
      expect(houses.clock.now() - started).toBeLessThanOrEqual(525 * second);
      expect(calls().map(({ status }) => status)).toEqual(people.map(() => 204));
    },
    240_000,
  );
});

describe('a quiet thread', () => {
  it('lets ten kicks at once wait for nothing', async () => {
    const { threadId, people, members } = houses.thread(10);
    const started = houses.clock.now();
    const hosts = [houses.host(), houses.host(), houses.host()];
    const taken = await Promise.all(
      people.map((rawId, index) => houses.take(houses.event(threadId, rawId), hosts[index % 3])),
    );
    expect(taken.map(({ kind }) => kind)).toEqual(people.map(() => 'ended'));
    expect(members()).toHaveLength(1);
    // Instances that want the same row at once sleep a moment in between; nobody waits for a slot.
    expect(houses.clock.now() - started).toBeLessThan(2 * second);
    expect(new Set(calls().map(({ status }) => status))).toEqual(new Set([204]));
  });
});
