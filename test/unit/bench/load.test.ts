import { describe, expect, it } from 'vitest';
import { dice } from '../../../bench/chaos/dice.ts';
import { lineUp } from '../../../bench/chaos/load/line-up.ts';
import { unsent } from '../../../bench/chaos/load/sent.ts';
import { makeStories } from '../../../bench/chaos/load/stories.ts';

const threads = ['19:a@thread.v2', '19:b@thread.v2', '19:c@thread.v2'];

function stories(wanted: number, everywhere = 0, seed = 7) {
  let people = 0;
  const seat = () => {
    people += 1;
    return `8:acs:${people}`;
  };
  return makeStories(wanted, everywhere, { threads, seat }, dice(seed));
}

describe('the stories of chaos', () => {
  it('have just so many decisions as are wanted', () => {
    expect(stories(500).flatMap(({ decisions }) => decisions)).toHaveLength(500);
  });

  it('are each about one person, in an order that everybody can tell', () => {
    for (const { participant, decisions } of stories(200)) {
      expect(new Set(decisions.map((one) => one.participant))).toEqual(new Set([participant]));
      const times = decisions.map(({ occurredAt = 0 }) => occurredAt);
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    }
  });

  it('take place in every thread as often as wanted', () => {
    const told = stories(200, 2).filter(({ decisions }) =>
      decisions.some(({ threadId }) => threadId === '*'),
    );
    expect(told).toHaveLength(2);
  });

  it('know bans, bans with an end, unbans and kicks', () => {
    const all = stories(200).flatMap(({ decisions }) => decisions);
    expect(new Set(all.map(({ action }) => action))).toEqual(new Set(['ban', 'unban', 'remove']));
    const ending = all.filter(({ lastsMs }) => lastsMs !== undefined);
    expect(ending.length).toBeGreaterThan(10);
    expect(ending.every(({ action }) => action === 'ban')).toBe(true);
  });
});

describe('the order of the load', () => {
  const alone = Array.from({ length: 50 }, (_, index) =>
    unsent({ id: `${index}`, action: 'remove', threadId: 'a', participant: `p${index}`, patient: true }),
  );

  it('sends everything, and something twice', () => {
    const told = stories(100);
    const line = lineUp(alone, told, dice(3));
    const all = [...alone, ...told.flatMap(({ decisions }) => decisions)];
    expect(new Set(line)).toEqual(new Set(all));
    expect(line.length).toBeGreaterThan(all.length);
  });

  it('is that of the kicks alone, where there is no story', () => {
    expect(lineUp(alone, [], dice(3))).toEqual(alone);
  });

  it('is not that in which the decisions of a story were taken', () => {
    const told = stories(200).filter(({ decisions }) => decisions.length > 1);
    const line = lineUp([], told, dice(3));
    const isTurned = ({ decisions: [first, second] }: (typeof told)[number]) =>
      first && second && line.indexOf(second) < line.indexOf(first);
    expect(told.filter(isTurned).length).toBeGreaterThan(told.length / 4);
    expect(told.filter(isTurned).length).toBeLessThan((told.length * 3) / 4);
  });
});
