import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../src/store/progress.ts';
import { ledgersUnderTest, losingReplies, signal } from './ledger-under-test.ts';

const fresh = ledgersUnderTest();

describe('progress', () => {
  it('is read as it was saved, and there is none at first', async () => {
    const progress = createProgress(fresh().rows);
    expect(await progress.read('walk', signal)).toBeUndefined();
    const version = await progress.save('walk', { at: '19:a@thread.v2' }, undefined, signal);
    expect(await progress.read('walk', signal)).toEqual({ state: { at: '19:a@thread.v2' }, version });
  });

  it('is saved by one of two, who both went on from the same', async () => {
    const { rows } = fresh();
    const [one, other] = [createProgress(rows), createProgress(rows)];
    const version = await one.save('walk', 0, undefined, signal);
    const saved = await Promise.all([
      one.save('walk', 1, version, signal),
      other.save('walk', 2, version, signal),
    ]);
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await one.save('walk', 3, undefined, signal)).toBeUndefined();
  });

  it('is saved also when the reply to that is lost', async () => {
    const losing = losingReplies(fresh().rows);
    const progress = createProgress(losing);
    losing.loseNext();
    const version = await progress.save('walk', { at: 1 }, undefined, signal);
    expect(version).toBeDefined();
    losing.loseNext();
    expect(await progress.save('walk', { at: 2 }, version, signal)).toBeDefined();
  });

  it('is forgotten, and not brought back by whoever still goes on with it', async () => {
    const progress = createProgress(fresh().rows);
    const version = await progress.save('walk', { at: 1 }, undefined, signal);
    await progress.forget('walk', signal);
    await progress.forget('walk', signal);
    expect(await progress.read('walk', signal)).toBeUndefined();
    expect(await progress.save('walk', { at: 2 }, version, signal)).toBeUndefined();
  });
});
