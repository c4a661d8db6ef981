import { describe, expect, it } from 'vitest';
import { goThrough, type Looked } from '../../../src/moderation/reconcile/go-through.ts';
import type { Walk } from '../../../src/moderation/take-up-walk.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, number) => `thread-${number}`);

async function* these(threads: readonly string[], breaksOff = false) {
  yield* threads;
  if (breaksOff) throw new Error('The list breaks off.');
}

/** Goes through so many threads; says what was looked at and what was noted. */
async function went(
  count: number,
  {
    look = () => 'seen',
    lastsFor = Number.POSITIVE_INFINITY,
    isAlone = true,
    breaksOff = false,
  }: Partial<Going> = {},
) {
  const [looked, noted]: [string[], string[]] = [[], []];
  const walk: Walk = {
    at: undefined,
    reached: async (at) => noted.push(at) > 0 && isAlone,
    end: async () => void noted.push('the end'),
  };
  const lookAt = async (threadId: string) => {
    looked.push(threadId);
    return look(threadId);
  };
  const isOver = () => looked.length >= lastsFor;
  const going = goThrough(walk, these(numbers(count), breaksOff), lookAt, isOver);
  const whole = await going.catch(({ message }: Error) => message);
  return { whole, looked: looked.length, noted };
}
interface Going {
  look: (threadId: string) => Looked;
  lastsFor: number;
  isAlone: boolean;
  breaksOff: boolean;
}

describe('a way through threads', () => {
  it('is noted every 20 threads, and at its end', async () => {
    expect(await went(45)).toEqual({ whole: true, looked: 45, noted: ['thread-19', 'thread-39', 'the end'] });
  });

  it('is noted where the time is over, after the thread that was looked at last', async () => {
    expect(await went(45, { lastsFor: 7 })).toEqual({ whole: false, looked: 7, noted: ['thread-6'] });
  });

  it('is noted once where the time is over just after a note', async () => {
    expect(await went(45, { lastsFor: 20 })).toMatchObject({ whole: false, noted: ['thread-19'] });
  });

  it('keeps its place where there was no time for any thread', async () => {
    expect(await went(45, { lastsFor: 0 })).toEqual({ whole: false, looked: 0, noted: [] });
  });

  it('ends for now after three troubles in a row, and is noted after them', async () => {
    const look = (threadId: string) => (threadId >= 'thread-5' ? 'later' : 'seen');
    expect(await went(9, { look })).toEqual({ whole: false, looked: 8, noted: ['thread-7'] });
  });

  it('goes on after two troubles, as often as there are two', async () => {
    const look = (threadId: string) => (Number(threadId.slice(7)) % 3 === 0 ? 'seen' : 'later');
    expect(await went(45, { look })).toMatchObject({ whole: true, looked: 45 });
  });

  it('is noted where the list of threads breaks off, after the last of them', async () => {
    const cut = { whole: 'The list breaks off.', looked: 25, noted: ['thread-19', 'thread-24'] };
    expect(await went(25, { breaksOff: true })).toEqual(cut);
    expect(await went(0, { breaksOff: true })).toMatchObject({ noted: [] });
  });

  it('is left to the other run where another one goes on', async () => {
    expect(await went(45, { isAlone: false })).toEqual({ whole: false, looked: 20, noted: ['thread-19'] });
  });
});
