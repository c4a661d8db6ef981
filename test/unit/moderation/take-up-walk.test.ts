import { describe, expect, it } from 'vitest';
import type { Progress, Saved } from '../../../src/moderation/progress.ts';
import { takeUpWalk } from '../../../src/moderation/take-up-walk.ts';

const { signal } = new AbortController();

/** Progress in memory, as storage keeps it. */
function inMemory(): Progress {
  const saved = new Map<string, Saved>();
  let versions = 0;
  return {
    read: async (name) => saved.get(name),
    async save(name, state, version) {
      if (saved.get(name)?.version !== version) return undefined;
      versions += 1;
      saved.set(name, { state: JSON.parse(JSON.stringify(state)), version: `${versions}` });
      return `${versions}`;
    },
    async forget(name) {
      saved.delete(name);
    },
  };
}

describe('a walk', () => {
  it('begins at the beginning', async () => {
    expect(await takeUpWalk('w', inMemory(), signal)).toMatchObject({ at: undefined });
  });

  it('goes on where the run before had to stop, in its round', async () => {
    const progress = inMemory();
    expect(await (await takeUpWalk('w', progress, signal)).reached('a')).toBe(true);
    expect(await takeUpWalk('w', progress, signal)).toMatchObject({ at: 'a' });
  });

  it('begins a new round once the last has ended', async () => {
    const progress = inMemory();
    const walk = await takeUpWalk('w', progress, signal);
    await walk.reached('a');
    await walk.end();
    expect(await takeUpWalk('w', progress, signal)).toMatchObject({ at: undefined });
  });

  it('is given up by whoever finds that another run goes on with it', async () => {
    const progress = inMemory();
    const [first, second] = [
      await takeUpWalk('w', progress, signal),
      await takeUpWalk('w', progress, signal),
    ];
    expect(await first.reached('a')).toBe(true);
    expect(await second.reached('a')).toBe(false);
    expect(await first.reached('b')).toBe(true);
  });

  it('begins anew where what was saved cannot be read', async () => {
    const progress = inMemory();
    await progress.save('w', { somebody: 'else' }, undefined, signal);
    expect(await takeUpWalk('w', progress, signal)).toMatchObject({ at: undefined });
  });
});
