import type { AccessToken, GetTokenOptions } from '@azure/core-auth';
import { describe, expect, it } from 'vitest';
import { askOnce } from '../../../src/credentials/ask-once.ts';
import { storageError } from '../../../src/store/storage-error.ts';

const vault = 'https://vault.azure.net/.default';
const tables = 'https://storage.azure.com/.default';
const tokenNo = (number: number): AccessToken => ({ token: `token-${number}`, expiresOnTimestamp: 0 });

/** A credential whose answers the test gives, one question after the other. */
function heldCredential() {
  const questions: {
    readonly scopes: string | string[];
    readonly options: GetTokenOptions | undefined;
    readonly answer: PromiseWithResolvers<AccessToken>;
  }[] = [];
  return {
    questions,
    answer: (question: number) => questions[question]?.answer.resolve(tokenNo(question)),
    getToken(scopes: string | string[], options?: GetTokenOptions) {
      const answer = Promise.withResolvers<AccessToken>();
      questions.push({ scopes, options, answer });
      return answer.promise;
    },
  };
}

/** One who asks such a credential for as long as the test lets each question wait. */
function impatient() {
  const held = heldCredential();
  const patience: AbortController[] = [];
  const { getToken } = askOnce(held, () => {
    const made = new AbortController();
    patience.push(made);
    return made.signal;
  });
  return { held, getToken, giveUp: (question: number) => patience[question]?.abort() };
}

describe('askOnce', () => {
  it('asks once for all who want the same token at the same time, and anew for whoever comes later', async () => {
    const held = heldCredential();
    const { getToken } = askOnce(held);
    const all = Promise.all([getToken(vault), getToken([vault]), getToken(vault)]);
    held.answer(0);
    expect(await all).toEqual([tokenNo(0), tokenNo(0), tokenNo(0)]);
    const later = getToken(vault);
    held.answer(1);
    expect(await later).toEqual(tokenNo(1));
    expect(held.questions).toHaveLength(2);
  });

  it('asks for each token by itself, and for each claim', async () => {
    const held = heldCredential();
    const { getToken } = askOnce(held);
    const all = Promise.all([getToken(vault), getToken(tables), getToken(vault, { claims: 'more' })]);
    for (const question of [0, 1, 2]) held.answer(question);
    expect(await all).toEqual([tokenNo(0), tokenNo(1), tokenNo(2)]);
    expect(held.questions.map(({ options }) => options?.claims)).toEqual([undefined, undefined, 'more']);
  });

  it('tells all of a failure as it is, and asks anew after it', async () => {
    const held = heldCredential();
    const { getToken } = askOnce(held);
    const both = Promise.allSettled([getToken(vault), getToken(vault)]);
    const refused = new Error('refused');
    held.questions[0]?.answer.reject(refused);
    expect(await both).toEqual([
      { status: 'rejected', reason: refused },
      { status: 'rejected', reason: refused },
    ]);
    const next = getToken(vault);
    held.answer(1);
    expect(await next).toEqual(tokenNo(1));
  });
});

describe('a question that is never answered', () => {
  it('is given up for all who wait, and the next one is another', async () => {
    const { held, getToken, giveUp } = impatient();
    const both = Promise.allSettled([getToken(vault), getToken(vault)]);
    giveUp(0);
    expect(await both).toMatchObject([
      { status: 'rejected', reason: { name: 'CredentialTimeout', code: 'Timeout' } },
      { status: 'rejected', reason: { name: 'CredentialTimeout', code: 'Timeout' } },
    ]);
    const next = getToken(vault);
    held.answer(1);
    expect(await next).toEqual(tokenNo(1));
    expect(held.questions).toHaveLength(2);
  });

  it('is given up also where it came with claims', async () => {
    const { getToken, giveUp } = impatient();
    const claimed = getToken(vault, { claims: 'more' });
    giveUp(0);
    await expect(claimed).rejects.toMatchObject({ code: 'Timeout' });
  });

  it.each(['resolves', 'rejects'] as const)(
    'in time and %s after all, disturbs neither the one after it nor the process',
    async (how) => {
      const { held, getToken, giveUp } = impatient();
      const first = getToken(vault);
      giveUp(0);
      await expect(first).rejects.toMatchObject({ code: 'Timeout' });
      const next = getToken(vault);
      if (how === 'resolves') held.answer(0);
      else held.questions[0]?.answer.reject(new Error('cut off'));
      await new Promise(setImmediate);
      const joining = getToken(vault);
      held.answer(1);
      expect(await Promise.all([next, joining])).toEqual([tokenNo(1), tokenNo(1)]);
    },
  );

  it('is told as a matter of the identity, not of the storage account', async () => {
    const { getToken, giveUp } = impatient();
    const told = Promise.resolve(getToken(tables)).catch(storageError);
    giveUp(0);
    expect(await told).toMatchObject({ code: 'Timeout', hint: expect.stringContaining('managed identity') });
  });
});
