import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture, withApp } from './fixture-host.ts';

const withHostJson = (hostJson: string, use: (host: FixtureHost) => Promise<void>) =>
  withApp({ 'host.json': hostJson }, async (appRoot) => {
    const host = await startFixture(appRoot);
    await use(host).finally(() => host.stop());
  });

describe('not started, and every request is 503', () => {
  it.each([
    ['another version', '{ "version": "1.0" }'],
    ['a version that is a number', '{ "version": 2.0 }'],
    ['no version', '{}'],
    ['broken JSON', '{ "version": "2.0"'],
    ['JSON that is no object', '[]'],
    ['nothing in it', ''],
    ['a functionTimeout that is none', '{ "version": "2.0", "functionTimeout": "soon" }'],
    [
      'a bundle without a version',
      '{ "version": "2.0", "extensionBundle": { "id": "Microsoft.Azure.Functions.ExtensionBundle" } }',
    ],
    [
      'a bundle that does not exist',
      '{ "version": "2.0", "extensionBundle": { "id": "My.Bundle", "version": "[4.*, 5.0.0)" } }',
    ],
  ])('%s', (_what, hostJson) =>
    withHostJson(hostJson, async (host) => {
      const down = { status: 503, text: 'Function host is not running.' };
      for (const url of ['/api/hello', '/', '/api/nobody']) expect(await call(host, url)).toMatchObject(down);
      expect([host.state, host.functions, host.workerPid]).toEqual(['Error', [], undefined]);
      expect(host.errors).toEqual([expect.stringMatching(/^host\.json/)]);
      const status = await call(host, `/admin/host/status?code=${host.keys.master}`);
      expect(status.json).toMatchObject({ state: 'Error', errors: host.errors });
    }),
  );
});

describe('not started at all', () => {
  it.each([
    ['routePrefix "/"', '{ "routePrefix": "/" }'],
    ['a maxConcurrentRequests that is no number', '{ "maxConcurrentRequests": "many" }'],
    ['a maxOutstandingRequests that is no number', '{ "maxOutstandingRequests": {} }'],
  ])('%s', (_what, http) =>
    withApp({ 'host.json': `{ "version": "2.0", "extensions": { "http": ${http} } }` }, async (appRoot) => {
      await expect(startFixture(appRoot)).rejects.toThrow(/host\.json: /);
    }),
  );
  it('an appRoot that is not there', async () => {
    await expect(startFixture('/no/such/folder')).rejects.toThrow(/ENOENT/);
  });
});

describe('passes', () => {
  const hello = '/api/hello';
  it.each([
    ['comments and trailing commas', '{ // one\n "version": "2.0", /* two, */ "logging": {}, }', hello],
    ['a byte order mark', '\ufeff{ "version": "2.0" }', hello],
    ['unknown keys', '{ "version": "2.0", "unheard": { "of": 1 } }', hello],
    ['a top-level http, which is ignored', '{ "version": "2.0", "http": { "routePrefix": "x" } }', hello],
    ['functionTimeout as a time span', '{ "version": "2.0", "functionTimeout": "00:05:00" }', hello],
    ['functionTimeout -1', '{ "version": "2.0", "functionTimeout": "-1" }', hello],
    [
      'a routePrefix',
      '{ "version": "2.0", "extensions": { "http": { "routePrefix": "v1/x" } } }',
      '/v1/x/hello',
    ],
    [
      'an empty routePrefix',
      '{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }',
      '/hello',
    ],
    [
      'numbers written as texts',
      '{ "version": "2.0", "extensions": { "http": { "maxConcurrentRequests": "5" } } }',
      hello,
    ],
    [
      'a bundle',
      '{ "version": "2.0", "extensionBundle": { "id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)" } }',
      hello,
    ],
  ])('%s', (_what, hostJson, url) =>
    withHostJson(hostJson, async (host) => {
      expect(host.errors).toEqual([]);
      expect(await call(host, url)).toMatchObject({ status: 200, text: 'hello' });
      expect(host.functions[0]?.url).toBe(`${host.url}${url}`);
    }),
  );

  it("this repository's own", async () => {
    const own = await readFile(new URL('../../../host.json', import.meta.url), 'utf8');
    await withHostJson(own, async (host) => expect((await call(host, hello)).status).toBe(200));
  });
});

it('a missing host.json is written', () =>
  withApp({}, async (appRoot) => {
    const host = await startFixture(appRoot);
    expect(JSON.parse(await readFile(path.join(appRoot, 'host.json'), 'utf8'))).toEqual({ version: '2.0' });
    expect((await call(host, '/api/hello')).text).toBe('hello');
    await host.stop();
  }));
