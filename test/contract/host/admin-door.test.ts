import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

let host: FixtureHost;
beforeAll(async () => {
  host = await startFixture('levels-of-key', { keys: { master: 'master', host: { default: 'host' } } });
});
afterAll(() => host.stop());

const master = { 'x-functions-key': 'master' };

it.each(['/admin/host/ping', '/admin/warmup'])('%s is open', async (path) => {
  for (const method of ['GET', 'POST'])
    expect(await call(host, path, { method })).toMatchObject({ status: 200 });
});

describe.each(['/admin/host/status', '/admin/functions'])('%s', (path) => {
  it('takes the master key, by header and by code', async () => {
    expect((await call(host, path, { headers: master })).status).toBe(200);
    expect((await call(host, `${path}?code=master`)).status).toBe(200);
  });
  it('is 401 without a key and with one that is none', async () => {
    expect(await call(host, path)).toMatchObject({ status: 401, text: '' });
    expect(await call(host, `${path}?code=wrong`)).toMatchObject({ status: 401, text: '' });
  });
  it('is 403 with a host key', async () => {
    expect(await call(host, `${path}?code=host`)).toMatchObject({ status: 403, text: '' });
  });
});

it('/admin/host/status has state and errors', async () => {
  const { json } = await call(host, '/admin/host/status', { headers: master });
  expect(json).toMatchObject({
    state: 'Running',
    errors: [
      expect.stringMatching(/The function nightly is disabled: there is no setting AzureWebJobsStorage/),
    ],
  });
});

it('/admin/functions lists the functions', async () => {
  const { json } = await call(host, '/admin/functions', { headers: master });
  const listed = json as { name: string; isDisabled: boolean; invoke_url_template?: string }[];
  expect(listed.map(({ name }) => name)).toEqual(['guarded', 'neighbour', 'nightly', 'open', 'operator']);
  expect(listed[0]).toMatchObject({ invoke_url_template: `${host.url}/api/guarded`, isDisabled: false });
  expect(listed[2]).toMatchObject({ isDisabled: true });
});

describe('POST /admin/functions/{name}', () => {
  const post = async (name: string, headers: Record<string, string>, body = '{"input": ""}') => {
    const { status, text } = await call(host, `/admin/functions/${name}`, { method: 'POST', headers, body });
    return { status, text };
  };
  const json = { 'content-type': 'application/json' };

  it('is 401 without a key', async () => {
    expect(await post('nightly', json)).toEqual({ status: 401, text: '' });
  });
  it('is 403 with a host key', async () => {
    expect(await post('nightly', { ...json, 'x-functions-key': 'host' })).toEqual({ status: 403, text: '' });
  });
  it('is 415 without the JSON type', async () => {
    expect(await post('nightly', master)).toEqual({ status: 415, text: '' });
    expect(await post('nightly', { ...master, 'content-type': 'text/plain' })).toEqual({
      status: 415,
      text: '',
    });
  });
  it('is 404 for an unknown function', async () => {
    expect(await post('nobody', { ...json, ...master })).toEqual({ status: 404, text: '' });
  });
  it('is 404 for a function that is called over HTTP or cannot run here', async () => {
    expect((await post('open', { ...json, ...master })).status).toBe(404);
    expect((await post('nightly', { ...json, ...master })).status).toBe(404);
  });
  it('is 400 if the body is not JSON', async () => {
    expect((await post('nightly', { ...json, ...master }, '{')).status).toBe(400);
    expect((await post('nightly', { ...json, ...master }, 'null')).status).toBe(400);
  });
});

it('what is not there is 404', async () => {
  expect((await call(host, '/admin/nothing', { headers: master })).status).toBe(404);
  expect((await call(host, '/admin/host/status', { method: 'DELETE', headers: master })).status).toBe(404);
});
