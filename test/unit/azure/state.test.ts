import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { page } from '../../../local/azure/communication/page.ts';
import { createThreads } from '../../../local/azure/communication/threads.ts';
import { createClock } from '../../../local/azure/door/clock.ts';
import type { Incoming } from '../../../local/azure/door/incoming.ts';
import { createIssuedSecrets } from '../../../local/azure/door/issued-secrets.ts';
import { createVault } from '../../../local/azure/key-vault/vault.ts';

describe('the vault', () => {
  const fresh = () => {
    const issued = createIssuedSecrets();
    return { issued, vault: createVault(() => 1_700_000_000_999, issued) };
  };

  test('keeps every version of every secret apart', () => {
    const name = fc.constantFrom('one', 'two', 'three');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string()), { minLength: 1 }), (sets) => {
        const { vault } = fresh();
        const kept = sets.map(([secret, value]) => ({
          secret,
          value,
          version: vault.setSecret(secret, value),
        }));
        expect(new Set(kept.map(({ version }) => version)).size).toBe(sets.length);
        for (const { secret, value, version } of kept) expect(vault.find(secret, version)?.value).toBe(value);
        const [lastName, lastValue] = sets.at(-1) ?? ['', ''];
        expect(vault.find(lastName)?.value).toBe(lastValue);
      }),
    );
  });

  test('knows a secret by its name in either case, and shows the name as it was first written', () => {
    const { vault } = fresh();
    vault.setSecret('My-Key', 'one');
    vault.setSecret('my-key', 'two');
    expect([vault.find('MY-KEY')?.value, vault.names()]).toEqual(['two', ['My-Key']]);
  });

  test('dates in whole seconds', () => {
    const { vault } = fresh();
    vault.setSecret('key', 'one');
    expect(vault.find('key')).toMatchObject({ created: 1_700_000_000, updated: 1_700_000_000 });
  });

  test('remembers what was ever in it as secret, but for what is harmless', () => {
    const { vault, issued } = fresh();
    vault.setSecret('key', 'one');
    vault.setSecret('key', 'two');
    vault.setSecret('name', 'Bob', { harmless: true });
    vault.setSecret('empty', '');
    vault.deleteSecret('key');
    vault.reset();
    expect(issued.list()).toEqual(['one', 'two']);
    expect(vault.names()).toEqual([]);
  });
});

describe('threads, seen from beside', () => {
  test('hold whom one puts in, once each, in the order of their coming', () => {
    const threads = createThreads(() => 0);
    const id = threads.create({ members: ['a', 'b', 'a'] });
    threads.add(id, 'c', 'a');
    threads.remove(id, 'b', 'nobody');
    expect(threads.members(id)).toEqual(['a', 'c']);
    expect(threads.find(id)?.createdBy).toBe('a');
  });

  test('are listed newest first, deleted ones too', () => {
    const threads = createThreads(() => 5);
    const [old, young] = [threads.create({ id: 'old' }), threads.create({ id: 'young' })];
    threads.delete(old);
    expect(threads.all().map(({ id }) => id)).toEqual([young, old]);
    expect(threads.find(old)?.deletedOn).toBe(5);
  });

  test('that do not exist are an error for whoever asks', () => {
    const threads = createThreads(() => 0);
    for (const ask of [threads.members, threads.delete, (id: string) => threads.add(id, 'a')]) {
      expect(() => ask('none')).toThrow('No thread none');
    }
  });
});

describe('pages', () => {
  const ask = (path: string): Incoming => {
    const [, query = ''] = path.split('?');
    const request = { method: 'GET', host: 'host:1', headers: {}, body: Buffer.alloc(0), params: {} };
    return { ...request, url: path, path: path.split('?')[0] ?? '', query: new URLSearchParams(query) };
  };

  test('followed to the end, have every item once and in order, and keep what else was asked', () => {
    const size = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(fc.array(fc.nat()), size, fc.boolean(), (items, maxPageSize, says) => {
        const seen: number[] = [];
        let url: string | undefined = `/list?api-version=1${says ? `&maxPageSize=${maxPageSize}` : ''}`;
        while (url !== undefined) {
          const incoming = ask(url);
          expect(incoming.query.get('api-version')).toBe('1');
          const found = page(incoming, items, 'skip', says ? 1 : maxPageSize);
          expect(found?.value.length).toBeLessThanOrEqual(maxPageSize);
          seen.push(...(found?.value ?? []));
          url = found?.nextLink?.replace(/^https:\/\/host:1/, '');
        }
        expect(seen).toEqual(items);
      }),
    );
  });
});

test('the clock goes on by itself, and further when told', () => {
  let real = 10;
  const clock = createClock(() => real);
  clock.advance(5);
  real = 20;
  expect(clock.now()).toBe(25);
  clock.reset();
  expect(clock.now()).toBe(20);
});
