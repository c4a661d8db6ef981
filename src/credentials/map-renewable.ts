import type { Renewable } from './renewable.ts';

/** A renewable value made out of another one, anew only when that one has changed. */
export function mapRenewable<A, B extends object>(
  source: Renewable<A>,
  make: (value: A) => Promise<B> | B,
): Renewable<B> {
  const madeOf = new WeakMap<B, A>();
  let last: { readonly from: A; readonly made: B } | undefined;

  const made = async (from: A): Promise<B> => {
    if (last?.from === from) return last.made;
    const value = await make(from);
    if (last?.from === from) return last.made;
    last = { from, made: value };
    madeOf.set(value, from);
    return value;
  };

  return {
    get: async (signal) => made(await source.get(signal)),
    async replace(refused, signal) {
      const from = madeOf.get(refused);
      return made(await (from === undefined ? source.get(signal) : source.replace(from, signal)));
    },
  };
}
