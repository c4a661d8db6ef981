import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/intake/authenticate.ts';
import type { Source } from '../../../src/intake/sources/source.ts';
import { newSecret, v1, webhookHeaders } from './signatures/signed-by.ts';

const { signal } = new AbortController();
const start = Date.parse('2026-11-23T09:00:00Z');
const source: Source = {
  name: 'forum',
  format: 'native',
  signature: { scheme: 'standard-webhooks' },
  secret: 'webhook-signing-key-forum',
  maxBatch: 100,
};

/** A vault with one secret and a clock, as `authenticate` sees them, and a delivery signed with a key. */
function setUp(secret: string, clock = { offset: 0, known: true }) {
  const vault = { now: secret, held: secret, reads: 0 };
  const ports = {
    sourceSecret: () => ({
      get: async () => vault.held,
      replace: async () => {
        vault.reads += 1;
        vault.held = vault.now;
        return vault.held;
      },
    }),
    ledger: {
      now: () => start + clock.offset,
      setClock: async (_: AbortSignal, { again = false } = {}) => {
        if (again || !clock.known) clock.offset = 0;
        clock.known = true;
      },
    },
  };
  const faults: string[] = [];
  const send = (key: string, change: Partial<Source> = {}, at = start) => {
    const delivery = { id: 'msg_1', timestamp: `${at / 1_000}`, body: Buffer.from('{}') };
    const headers = webhookHeaders(delivery, v1(key, delivery));
    const { body } = delivery;
    const note = (fault: string) => void faults.push(fault);
    return authenticate({ ...source, ...change }, { headers, body }, ports, signal, note);
  };
  return { vault, faults, send };
}

describe('a delivery', () => {
  it('that its source has signed is vouched for, and so is its id', async () => {
    const key = newSecret();
    const { send, vault } = setUp(key);
    expect(await send(key)).toBe('msg_1');
    expect(vault.reads).toBe(0);
  });

  it('may be signed with any of several keys', async () => {
    const keys = [newSecret(), newSecret()];
    const { send } = setUp(` ${keys.join('\n ')} `);
    for (const key of keys) expect(await send(key)).toBe('msg_1');
  });

  it('that is signed with a key which is new in the vault is accepted at once', async () => {
    const [old, fresh] = [newSecret(), newSecret()];
    const { send, vault } = setUp(old);
    vault.now = fresh;
    expect(await send(fresh)).toBe('msg_1');
    await expect(send(old)).rejects.toMatchObject({ problem: 'bad-signature' });
  });

  it('whose signature fits no key is refused after the secret was read again', async () => {
    const { send, vault, faults } = setUp(newSecret());
    await expect(send(newSecret())).rejects.toMatchObject({ problem: 'bad-signature' });
    expect([vault.reads, faults]).toEqual([1, ['mismatch']]);
  });

  it('that is stale or unsigned is refused without a look into the vault', async () => {
    const key = newSecret();
    const { send, vault } = setUp(key);
    await expect(send(key, {}, start - 301_000)).rejects.toMatchObject({ problem: 'stale-signature' });
    const hmac = { scheme: 'hmac-sha256', header: 'x', encoding: 'hex' } as const;
    await expect(send(key, { signature: hmac })).rejects.toMatchObject({ problem: 'unsigned' });
    expect(vault.reads).toBe(0);
  });

  it('is not stale because our own clock is off: the storage account’s counts', async () => {
    const key = newSecret();
    const { send } = setUp(key, { offset: 3_600_000, known: false });
    expect(await send(key)).toBe('msg_1');
  });

  it('is not stale because our own clock was set to another time after storage had told it', async () => {
    const key = newSecret();
    const { send } = setUp(key, { offset: 3_600_000, known: true });
    expect(await send(key)).toBe('msg_1');
  });

  it('that only our own clock took for stale may still be signed with a key which is new in the vault', async () => {
    const [old, fresh] = [newSecret(), newSecret()];
    const { send, vault } = setUp(old, { offset: 3_600_000, known: true });
    vault.now = fresh;
    expect(await send(fresh)).toBe('msg_1');
  });

  it.each([
    ['nothing', ' '],
    ['what is no key', randomBytes(8).toString('hex')],
    ['a key and what is none', `${newSecret(24)} oops`],
  ])('is not to blame when the secret holds %s', async (_what, secret) => {
    const { send } = setUp(secret);
    await expect(send(newSecret())).rejects.toMatchObject({
      upstream: 'key-vault',
      code: 'UnusableSigningKey',
      message: expect.not.stringContaining(secret.trim() || 'no secret'),
    });
  });

  it('of a source without a signature needs none', async () => {
    const { secret: _, ...rest } = source;
    const { send } = setUp('');
    expect(await send(newSecret(), { ...rest, signature: { scheme: 'none' } })).toBeDefined();
  });
});

it('no refusal says what would have been right', async () => {
  const [key, wrong] = [newSecret(), newSecret()];
  const { send } = setUp(key);
  const refusal = await send(wrong).catch((error: Error) => JSON.stringify(error));
  const delivery = { id: 'msg_1', timestamp: `${start / 1_000}`, body: Buffer.from('{}') };
  for (const secret of [key, wrong]) {
    expect(refusal).not.toContain(v1(secret, delivery).slice(3));
    expect(refusal).not.toContain(secret);
  }
});
