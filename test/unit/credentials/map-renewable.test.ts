import { expect, it } from 'vitest';
import { mapRenewable } from '../../../src/credentials/map-renewable.ts';
import type { Renewable } from '../../../src/credentials/renewable.ts';

const signal = new AbortController().signal;

function source(): Renewable<string> & { value: string; refused: string[] } {
  return {
    value: 'a',
    refused: [],
    async get() {
      return this.value;
    },
    async replace(refused) {
      this.refused.push(refused);
      return this.value;
    },
  };
}

it('makes the value anew only when what it is made of has changed', async () => {
  const from = source();
  let made = 0;
  const mapped = mapRenewable(from, (text) => {
    made += 1;
    return { text };
  });
  const first = await mapped.get(signal);
  expect(await mapped.get(signal)).toBe(first);
  from.value = 'b';
  expect(await mapped.get(signal)).toEqual({ text: 'b' });
  expect(made).toBe(2);
});

it('gives the same object back when there is no other value to replace it with', async () => {
  const from = source();
  const mapped = mapRenewable(from, (text) => ({ text }));
  const first = await mapped.get(signal);
  expect(await mapped.replace(first, signal)).toBe(first);
  expect(from.refused).toEqual(['a']);
  from.value = 'b';
  expect(await mapped.replace(first, signal)).toEqual({ text: 'b' });
});

it('makes one object for callers who ask at the same time', async () => {
  const mapped = mapRenewable(source(), async (text) => ({ text }));
  const [one, other] = await Promise.all([mapped.get(signal), mapped.get(signal)]);
  expect(one).toBe(other);
});
