import { describe, expect, it } from 'vitest';
import { aimedMutations } from '../../../../bench/fuzz/aimed-mutations.ts';
import { deliveryMutations } from '../../../../bench/fuzz/delivery-mutations.ts';
import type { Draft } from '../../../../bench/fuzz/draft.ts';
import { looseMutations } from '../../../../bench/fuzz/loose-mutations.ts';
import { makeRequest } from '../../../../bench/fuzz/make-request.ts';
import { wholeMutations } from '../../../../bench/fuzz/whole-mutations.ts';
import { perThread } from '../../../../bench/fuzz/world.ts';
import { moderator, requestsOf, setUpOf } from './requests-under-test.ts';

const requests = requestsOf(7, 6_000);

describe('a run of requests', () => {
  it('is the same for the same seed, but for keys and times, and another for another', () => {
    const outline = (seed: number) =>
      requestsOf(seed, 300).map(({ story, method, path, asks }) => [story, method, path, asks]);
    expect(outline(3)).toEqual(outline(3));
    expect(outline(3)).not.toEqual(outline(4));
  });

  it('has any of its requests made alone just as it is in the run', () => {
    const setUp = setUpOf(7);
    const alone = makeRequest(4_321, setUp);
    expect([alone.story, alone.method, alone.path, alone.asks]).toEqual(
      [requests[4_321]].flatMap((one) => [one?.story, one?.method, one?.path, one?.asks]),
    );
  });

  it.each([
    ...['native event', 'native batch', 'CloudEvent, structured', 'CloudEvent, binary', 'CloudEvents, batch'],
    ...['Event Grid, batch', 'Event Grid, SubscriptionValidation', 'Event Grid, SubscriptionDeletion'],
    ...[
      'Moderation API, a decision',
      'Moderation API, no decision',
      'Stream, a decision',
      'Stream, no decision',
    ],
    ...['native event with action', 'native event with dryRun', 'native event with effectiveAt'],
    ...['OPTIONS handshake', 'operator’s GET', 'operator’s POST', 'no HTTP', 'again'],
  ])('has of each kind some: %s', (beginning) => {
    const found = requests.filter(({ story }) => story[0]?.startsWith(beginning));
    expect(found.length).toBeGreaterThan(20);
  });

  const { sources } = setUpOf(7);
  const done = [...looseMutations, ...aimedMutations, ...wholeMutations, ...deliveryMutations(sources)].map(
    ({ name }) => name,
  );
  it.each([...new Set(done)])('does to some of them: %s', (name) => {
    expect(requests.filter(({ story }) => story.includes(name)).length).toBeGreaterThan(3);
  });

  it('asks for a removal, and for an answer that says so, where nothing is done to what is permitted', () => {
    const plain = requests.filter(
      ({ story }) => story.length === 1 && /^(native batch of|Event Grid, batch)/.test(story[0] ?? ''),
    );
    expect(plain.length).toBeGreaterThan(50);
    expect(plain.every(({ welcome, asks }) => welcome && asks.every(({ fate }) => fate === 'out'))).toBe(
      true,
    );
  });

  it('asks for the removal of nobody who only stands by, nor of the identity that acts', () => {
    const { world } = setUpOf(7);
    const wronged = requests.flatMap(({ asks }, index) => {
      const spared = [0, perThread].flatMap((back) => world.bystandersOf(Math.max(0, index - back)));
      return asks.filter(
        ({ participant, fate }) => fate !== 'in' && [...spared, moderator].includes(participant),
      );
    });
    expect(wronged.filter(({ participant }) => participant !== moderator)).toEqual([]);
  });

  it.each([
    'not signed',
    'signed by another source',
    'cut short',
    'another method',
    'key wrong',
    'more than a MiB',
  ])('lets nobody be removed by a request that is “%s”', (what) => {
    // Altered bytes may undo what was done to the text before.
    const altered = ({ story }: Draft) => story.includes('flipped bits') || story.includes('shuffled bytes');
    const found = requests.filter((draft) => draft.story.includes(what) && !altered(draft));
    expect(found.length).toBeGreaterThan(3);
    expect(found.flatMap(({ asks }) => asks).filter(({ fate }) => fate !== 'in')).toEqual([]);
  });
});
