import { expect, it } from 'vitest';
import { warmUp } from '../../src/warm-up.ts';

it('warming up loads modules and nothing more: it needs no settings, makes no call, and never rejects', async () => {
  const before = process.getActiveResourcesInfo().filter((kind) => /TCP|TLS|GetAddrInfo/.test(kind));
  await expect(warmUp()).resolves.toBeUndefined();
  const after = process.getActiveResourcesInfo().filter((kind) => /TCP|TLS|GetAddrInfo/.test(kind));
  expect(after).toEqual(before);
});
