import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

const keys = {
  master: 'the-master-key',
  host: { default: 'a-host-key', second: 'another-host-key' },
  functions: { guarded: { sender: 'a-key-of-guarded', other: 'another-key-of-guarded' } },
  system: { eventgrid_extension: 'a-system-key' },
};
let host: FixtureHost;
beforeAll(async () => {
  host = await startFixture('levels-of-key', { keys });
});
afterAll(() => host.stop());

const withHeader = (path: string, key: string) => call(host, path, { headers: { 'x-functions-key': key } });

describe('level function', () => {
  it.each([
    ['a key of that function', 'a-key-of-guarded'],
    ['another key of that function', 'another-key-of-guarded'],
    ['a host key', 'a-host-key'],
    ['another host key', 'another-host-key'],
    ['the master key', 'the-master-key'],
  ])('takes %s, by header and by code', async (_what, key) => {
    expect((await withHeader('/api/guarded', key)).status).toBe(200);
    expect((await call(host, `/api/guarded?code=${key}`)).status).toBe(200);
  });

  it.each([
    ['a system key', 'a-system-key'],
    ['a key that is a beginning of a good one', 'a-host-ke'],
    ['a key that begins with a good one', 'a-host-key-and-more'],
    ['a good key in another case', 'A-HOST-KEY'],
    ['an empty key', ''],
  ])('refuses %s', async (_what, key) => {
    expect((await withHeader('/api/guarded', key)).status).toBe(401);
  });

  it('keys are of one function alone', async () => {
    expect((await withHeader('/api/neighbour', 'a-key-of-guarded')).status).toBe(401);
  });
});

it('missing or wrong: 401 with an empty body and no WWW-Authenticate', async () => {
  for (const answer of [await call(host, '/api/guarded'), await call(host, '/api/guarded?code=wrong')]) {
    expect([answer.status, answer.text]).toEqual([401, '']);
    expect(answer.headers['www-authenticate']).toBeUndefined();
  }
});

it('the header beats the code: a bad header with a good code is 401', async () => {
  expect((await withHeader('/api/guarded?code=a-host-key', 'wrong')).status).toBe(401);
});

it('the header beats the code: a good header with a bad code is let in', async () => {
  expect((await withHeader('/api/guarded?code=wrong', 'a-host-key')).status).toBe(200);
});

it('level admin takes the master key only', async () => {
  expect((await withHeader('/api/operator', 'the-master-key')).status).toBe(200);
  expect((await withHeader('/api/operator', 'a-host-key')).status).toBe(401);
  expect((await call(host, '/api/operator')).status).toBe(401);
});

it('level anonymous takes no key and any key', async () => {
  expect((await call(host, '/api/open')).status).toBe(200);
  expect((await withHeader('/api/open', 'whatever')).status).toBe(200);
});

it('the handler sees header and code', async () => {
  const { json } = await withHeader('/api/guarded?code=the-code', 'a-host-key');
  expect(json).toEqual({ header: 'a-host-key', code: 'the-code' });
});

it('a method that no function lists is 404 before any key is looked at', async () => {
  expect((await call(host, '/api/guarded', { method: 'DELETE' })).status).toBe(404);
});

it('keys that are not given are made at random, for every function', async () => {
  const other = await startFixture('levels-of-key');
  try {
    const { master, host: hostKeys, functions } = other.keys;
    expect(Object.keys(functions).sort()).toEqual(['guarded', 'neighbour', 'nightly', 'open', 'operator']);
    const all = [
      master,
      ...Object.values(hostKeys),
      ...Object.values(functions).map((own) => own.default ?? ''),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const key of all) expect(key).toMatch(/^[\w-]{40,}$/);
    const own = functions.guarded?.default ?? '';
    expect((await call(other, `/api/guarded?code=${own}`)).status).toBe(200);
    expect((await call(other, `/api/neighbour?code=${own}`)).status).toBe(401);
  } finally {
    await other.stop();
  }
});
