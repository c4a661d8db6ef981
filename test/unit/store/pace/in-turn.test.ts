import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTurn } from '../../../../src/store/pace/in-turn.ts';

const { signal } = new AbortController();

describe('inTurn', () => {
  it('runs what has the same key one after the other, in the order it came', async () => {
    const run = inTurn();
    const seen: string[] = [];
    const step = (name: string) => async () => {
      seen.push(`${name} begins`);
      await wait(1);
      seen.push(`${name} ends`);
      return name;
    };
    const all = ['a', 'b', 'c'].map((name) => run('key', step(name), signal));
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('lets other keys go at once, and goes on after a failure', async () => {
    const run = inTurn();
    const hanging = Promise.withResolvers<void>();
    const first = run('one', () => hanging.promise, signal);
    const second = run('one', async () => 'second', signal);
    expect(await run('other', async () => 'other', signal)).toBe('other');
    hanging.reject(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    expect(await second).toBe('second');
  });

  it('does not run who has given up waiting, nor makes the others wait for that', async () => {
    const run = inTurn();
    const hanging = Promise.withResolvers<void>();
    const first = run('key', () => hanging.promise, signal);
    const leaving = new AbortController();
    let ran = false;
    const second = run(
      'key',
      async () => {
        ran = true;
      },
      leaving.signal,
    );
    leaving.abort(new Error('no time'));
    await expect(second).rejects.toThrow('no time');
    const third = run('key', async () => 'third', signal);
    hanging.resolve();
    await first;
    expect([await third, ran]).toEqual(['third', false]);
    await expect(run('key', async () => {}, leaving.signal)).rejects.toThrow('no time');
  });
});
