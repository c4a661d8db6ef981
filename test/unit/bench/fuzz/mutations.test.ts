import { describe, expect, it } from 'vitest';
import { dice } from '../../../../bench/chaos/dice.ts';
import { aimedMutations } from '../../../../bench/fuzz/aimed-mutations.ts';
import { flipBits, shuffleBytes } from '../../../../bench/fuzz/byte-mutations.ts';
import { deliveryMutations } from '../../../../bench/fuzz/delivery-mutations.ts';
import type { Draft } from '../../../../bench/fuzz/draft.ts';
import { looseMutations } from '../../../../bench/fuzz/loose-mutations.ts';
import { at, type Mutation, placesIn, put } from '../../../../bench/fuzz/mutation.ts';
import { nativeBatch, nativeSingle } from '../../../../bench/fuzz/native-drafts.ts';
import type { Scene } from '../../../../bench/fuzz/scene.ts';
import { wholeMutations } from '../../../../bench/fuzz/whole-mutations.ts';
import { findAmbiguity } from '../../../../src/intake/find-ambiguity.ts';
import { moderator, setUpOf } from './requests-under-test.ts';

const scene = (index: number): Scene => {
  const { world, now } = setUpOf(1);
  return { world, now, index, dice: dice(index), moderator };
};

/** What a mutation makes of twenty drafts. */
function changed(name: string, make = nativeSingle): { draft: Draft; before: Draft }[] {
  const mutation = [...looseMutations, ...aimedMutations, ...wholeMutations].find(
    (one: Mutation) => one.name === name,
  );
  return Array.from({ length: 20 }, (_, index) => {
    const before = make(scene(index));
    return { before, draft: mutation?.change(before, scene(index + 100)) };
  }).flatMap(({ before, draft }) => (draft ? [{ before, draft }] : []));
}

const parsed = ({ body }: Draft) => JSON.parse(body.toString());

describe('bytes', () => {
  it('are others after flipping bits, and as many', () => {
    const bytes = Buffer.from('{"id":"a"}');
    for (let seed = 0; seed < 200; seed += 1) {
      const flipped = flipBits(bytes, dice(seed));
      expect(flipped).toHaveLength(bytes.length);
      expect(flipped.equals(bytes)).toBe(false);
    }
  });

  it('are shuffled the same way by the same dice', () => {
    const bytes = Buffer.from('abcdefghijklmnop');
    expect(shuffleBytes(bytes, dice(5))).toEqual(shuffleBytes(bytes, dice(5)));
    const all = Array.from({ length: 50 }, (_, seed) => shuffleBytes(bytes, dice(seed)).toString());
    expect(new Set(all).size).toBeGreaterThan(30);
  });
});

describe('places in JSON', () => {
  const json = { a: [1, { b: null }], c: 'x' };

  it('are all found, the whole first', () => {
    expect(placesIn(json)).toEqual([[], ['a'], ['a', 0], ['a', 1], ['a', 1, 'b'], ['c']]);
  });

  it('are read, and written in a copy', () => {
    expect(at(json, ['a', 1, 'b'])).toBeNull();
    expect(at(json, ['a', 7, 'b'])).toBeUndefined();
    expect(put(json, ['a', 1, 'b'], 2)).toEqual({ a: [1, { b: 2 }], c: 'x' });
    expect(put(json, ['d'], 2)).toEqual({ ...json, d: 2 });
    expect(json.a[1]).toEqual({ b: null });
  });
});

describe('what is done to what a request says', () => {
  it.each(['white space', 'escapes', 'as gzip'])('keeps its meaning: %s', (name) => {
    const all = changed(name);
    expect(all.length).toBeGreaterThan(10);
    for (const { draft, before } of all) {
      expect(parsed(draft)).toEqual(parsed(before));
      expect([draft.asks, draft.welcome]).toEqual([before.asks, before.welcome]);
    }
    expect(all.some(({ draft, before }) => !draft.body.equals(before.body) || draft.gzip)).toBe(true);
  });

  it.each(['cut short', 'something behind it', 'in UTF-16', 'nothing at all', 'single quotes'])(
    'makes it no JSON: %s',
    (name) => {
      const all = changed(name);
      expect(all.length).toBeGreaterThan(10);
      for (const { draft } of all) {
        expect(() => parsed(draft)).toThrow();
        expect(draft.asks.every(({ fate }) => fate === 'in')).toBe(true);
      }
    },
  );

  it('makes it bytes that are not UTF-8', () => {
    for (const { draft } of changed('bytes that are not UTF-8')) {
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(draft.body)).toThrow();
    }
  });

  it.each(['a member stands twice', 'a member __proto__', 'a member \\u005f_proto__', 'nesting without end'])(
    'makes JSON of it that can be read in two ways, or hurts: %s',
    (name) => {
      const all = changed(name);
      expect(all.length).toBeGreaterThan(10);
      for (const { draft } of all) {
        expect(() => parsed(draft)).not.toThrow();
        expect(findAmbiguity(draft.body.toString())).toBeDefined();
        expect(draft.asks.every(({ fate }) => fate === 'in')).toBe(true);
      }
    },
  );

  it.each([
    'an action that is none',
    'a thread that steers',
    'a participant that is none',
    'a participant of two minds',
  ])('is about one event of a batch and leaves the others what they were: %s', (name) => {
    for (const { draft, before } of changed(name, nativeBatch)) {
      const fates = draft.asks.map(({ fate }) => fate);
      expect(fates.filter((fate) => fate === 'in')).toHaveLength(1);
      expect(fates.filter((fate) => fate === 'out')).toHaveLength(before.asks.length - 1);
      const [events, was] = [parsed(draft), parsed(before)];
      for (const [which, fate] of fates.entries())
        if (fate === 'out') expect(events[which]).toEqual(was[which]);
    }
  });
});

describe('what is done to the bytes', () => {
  const { sources } = setUpOf(1);
  /** The fate of somebody who has to stay, after a mutation of a request that says so in its text, or elsewhere. */
  const fateAfter = (name: string, source: string, loose: boolean) => {
    const single = nativeSingle(scene(3));
    const asks = single.asks.map((ask) => ({ ...ask, fate: 'in' as const }));
    const mutation = deliveryMutations(sources).find((one) => one.name === name);
    return mutation?.change({ ...single, source, asks, loose }, scene(5))?.asks[0]?.fate;
  };

  it.each(['flipped bits', 'shuffled bytes'])(
    'may mend what they said, where it is not signed: %s',
    (name) => {
      expect(fateAfter(name, 'unsigned', true)).toBe('either');
      expect(fateAfter(name, 'unsigned', false)).toBe('in');
      expect(fateAfter(name, 'default', true)).toBe('in');
    },
  );
});
