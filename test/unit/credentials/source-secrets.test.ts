import { describe, expect, it } from 'vitest';
import { cacheSecrets } from '../../../src/credentials/secrets.ts';
import { sourceSecrets } from '../../../src/credentials/source-secrets.ts';
import { UpstreamError } from '../../../src/upstream/upstream-error.ts';
import { drivenClock } from '../driven-clock.ts';

const { signal } = new AbortController();

function setUp() {
  const clock = drivenClock();
  const vault = { keys: 'old', reads: 0, away: false };
  const read = async (name: string) => {
    vault.reads += 1;
    if (vault.away) throw away;
    return `${name}: ${vault.keys}`;
  };
  return { clock, vault, secrets: sourceSecrets(cacheSecrets(read, clock), clock) };
}

const away = new UpstreamError({
  ...{ upstream: 'key-vault', code: 'NoAnswer', message: 'away', retryable: true, hint: 'wait' },
});

describe('the secret of a source', () => {
  it('is read again once when a signature fits none of its keys', async () => {
    const { vault, secrets } = setUp();
    const refused = await secrets('a').get(signal);
    vault.keys = 'new';
    expect(await secrets('a').replace(refused, signal)).toBe('a: new');
    expect(await secrets('a').get(signal)).toBe('a: new');
    expect(vault.reads).toBe(2);
  });

  it('is read again once however many such signatures come at once', async () => {
    const { vault, secrets } = setUp();
    const refused = await secrets('a').get(signal);
    await Promise.all(Array.from({ length: 50 }, () => secrets('a').replace(refused, signal)));
    expect(vault.reads).toBe(2);
  });

  it('is read again at most every 30 s, however many wrong signatures somebody sends', async () => {
    const { clock, vault, secrets } = setUp();
    const refused = await secrets('a').get(signal);
    for (let second = 0; second < 60; second += 1) {
      await secrets('a').replace(refused, signal);
      clock.pass(1_000);
    }
    expect(vault.reads).toBe(1 + 2);
  });

  it('is read again by itself: another one is no reason to wait', async () => {
    const { vault, secrets } = setUp();
    for (const name of ['a', 'b']) {
      await secrets(name).replace(await secrets(name).get(signal), signal);
    }
    expect(vault.reads).toBe(4);
  });

  it('leaves it open whether a signature is wrong, while the vault is away', async () => {
    const { clock, vault, secrets } = setUp();
    const refused = await secrets('a').get(signal);
    vault.away = true;
    await expect(secrets('a').replace(refused, signal)).rejects.toBe(away);
    await expect(secrets('a').replace(refused, signal)).rejects.toBe(away);
    expect(vault.reads).toBe(2);
    vault.away = false;
    clock.pass(30_000);
    expect(await secrets('a').replace(refused, signal)).toBe(refused);
  });

  it('that never comes is a fault of the vault’s, not of the sender’s', async () => {
    const ended = AbortSignal.abort(new Error('late'));
    const hanging = sourceSecrets(
      () => ({
        get: async (each) => each.throwIfAborted() as never,
        replace: async (_, each) => each.throwIfAborted() as never,
      }),
      drivenClock(),
    );
    await expect(hanging('a').get(ended)).rejects.toMatchObject({ upstream: 'key-vault', code: 'NoAnswer' });
  });
});
