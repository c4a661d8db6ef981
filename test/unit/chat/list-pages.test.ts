import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { listPages } from '../../../src/chat/acs/list-pages.ts';
import type { Answer } from '../../../src/upstream/answer.ts';
import { drivenClock } from '../driven-clock.ts';

const endpoint = 'https://acs.example';
const tooMany = (headers: Record<string, string> = {}): Answer => ({
  status: 429,
  header: (name) => headers[name],
  body: '',
});
const status = (code: number): Answer => ({ status: code, header: () => undefined, body: '' });
const page = (value: number[], nextLink?: string): Answer => ({
  status: 200,
  header: () => undefined,
  body: JSON.stringify({ value, nextLink }),
});

/** Lists what comes in these answers, one a call; the last one again and again. */
async function list(
  answers: readonly Answer[],
  { deadline = 22_000, signal = new AbortController().signal, retries = 0 } = {},
) {
  const clock = drivenClock();
  const asked: string[] = [];
  const send = async ({ url }: { url: string }) => {
    asked.push(url.replace(endpoint, ''));
    return answers[asked.length - 1] ?? (answers.at(-1) as Answer);
  };
  const get = async () => ({ token: 'a token', endpoint });
  const ports = { send, clock, tokens: { get, replace: get } };
  const found: number[] = [];
  let failed: unknown;
  try {
    for await (const { items } of listPages(ports, '/first', z.number(), {
      signal,
      deadline,
      attemptMs: 1_000,
      retries,
    })) {
      found.push(...items);
    }
  } catch (error) {
    failed = error;
  }
  return { found, asked, failed, slept: clock.slept };
}

describe('a page that is over the limit', () => {
  it('is asked for again when the window of 10 s is over, and none of those before', async () => {
    const listed = await list([page([1], `${endpoint}/second`), tooMany(), page([2])]);
    expect(listed).toEqual({
      found: [1, 2],
      asked: ['/first', '/second', '/second'],
      failed: undefined,
      slept: [10_000],
    });
  });

  it.each([
    [{ 'retry-after': '3' }, 3_000],
    [{ 'x-ms-retry-after-ms': '2500' }, 2_500],
    [{ 'retry-after': '0' }, 1_000],
  ])('is asked for again after as long as ACS says, and no sooner than in a second: %j', async (says, ms) => {
    const { found, slept } = await list([tooMany(says), page([1])]);
    expect([found, slept]).toEqual([[1], [ms]]);
  });

  it('is waited for as often as there is time, and then the listing breaks off', async () => {
    const { found, failed, slept } = await list([page([1], '/second'), tooMany()]);
    expect(failed).toMatchObject({ status: 429, retryable: true });
    expect([found, slept]).toEqual([[1], [10_000, 10_000]]);
  });

  it.each([
    ['the time is short', {}, { deadline: 2_500 }],
    ['ACS asks for more time than there is', { 'retry-after': '60' }, {}],
  ])('is not waited for where %s, and it is said when to come back', async (_what, says, limits) => {
    const { failed, asked, slept } = await list([tooMany(says)], limits);
    expect(failed).toMatchObject({ status: 429 });
    expect([asked.length, slept]).toEqual([1, []]);
    expect((failed as { retryAfterMs?: number }).retryAfterMs).toBe(
      'retry-after' in says ? 60_000 : undefined,
    );
  });

  it('is not waited for by whoever no longer waits themselves', async () => {
    const leaving = new AbortController();
    const read = () => {
      leaving.abort();
      return undefined;
    };
    const { failed, asked } = await list([{ ...tooMany(), header: read }], { signal: leaving.signal });
    expect(failed).toMatchObject({ status: 429 });
    expect(asked).toHaveLength(1);
  });
});

it.each([503, 403, 404])('a page that ACS answers with %i breaks the listing off', async (code) => {
  const { found, failed, slept } = await list([page([1], '/second'), status(code), page([2])]);
  expect(failed).toMatchObject({ status: code });
  expect([found, slept]).toEqual([[1], []]);
});
