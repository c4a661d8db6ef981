import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

const allBytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

describe.each([
  ['off', 'answers-in-messages'],
  ['on', 'streams-http'],
])('with HTTP streaming %s', (streaming, app) => {
  let host: FixtureHost;
  beforeAll(async () => {
    host = await startFixture(app);
  });
  afterAll(() => host.stop());
  const echo = async (path: string, request = {}) => (await call(host, `/api/echo${path}`, request)).json;
  const on = streaming === 'on';

  it('the bytes of a body with a length are exact', async () => {
    for (const body of [allBytes, Buffer.from('\ufeff{"a": 1}\r\n'), Buffer.from([0xff, 0xfe])]) {
      expect((await echo('', { method: 'POST', body })).body).toBe(body.toString('base64'));
    }
  });
  it(on ? 'a chunked body arrives whole' : 'a chunked body arrives EMPTY', async () => {
    const { body } = await echo('', { method: 'POST', body: ['{"a"', ':', '1}'] });
    expect(Buffer.from(body, 'base64').toString()).toBe(on ? '{"a":1}' : '');
  });
  it.each(['PUT', 'DELETE'])('so does that of %s', async (method) => {
    const headers = { 'transfer-encoding': 'chunked' };
    const { body } = await echo('', { method, headers, body: ['{"a"', ':', '1}'] });
    expect(Buffer.from(body, 'base64').toString()).toBe(on ? '{"a":1}' : '');
  });
  it('an absent body is empty', async () => {
    expect((await echo('', { method: 'POST' })).bytes).toBe(0);
    expect((await echo('', { method: 'POST', body: '' })).bytes).toBe(0);
  });
  it('the body of a GET is dropped', async () => {
    expect((await echo('', { method: 'GET', body: 'something' })).bytes).toBe(0);
  });
  it('a body of 5 MB arrives', async () => {
    expect((await echo('', { method: 'POST', body: Buffer.alloc(5_000_000, 7) })).bytes).toBe(5_000_000);
  });
  it('an answer may come before the body is read', async () => {
    const body = Buffer.alloc(3_000_000);
    expect(await call(host, '/api/not-reading', { method: 'POST', body })).toMatchObject({
      status: 413,
      text: '{"read":false}',
    });
    expect((await call(host, '/api/not-reading', { method: 'POST', body: [body, body] })).status).toBe(413);
  });

  it('method and headers reach the handler', async () => {
    const { method, headers } = await echo('', {
      method: 'PATCH',
      headers: { 'X-Own': 'a', 'x-list': ['1', '2'] },
    });
    expect(method).toBe('PATCH');
    expect(headers).toMatchObject({ 'x-own': 'a', 'x-list': expect.stringMatching(/^1, ?2$/) });
  });
  it('the url is the one the caller used', async () => {
    const { url } = await echo('/a%20b?x=1&y=%2F', { headers: { host: 'bouncer.example:81' } });
    expect(url).toBe('http://bouncer.example:81/api/echo/a%20b?x=1&y=%2F');
  });
  it(on ? 'request.url shows %2F as %252F' : 'request.url shows %2F as it is', async () => {
    const { url, params } = await echo('/a%2Fb');
    expect(url).toBe(`http://127.0.0.1:${host.port}/api/echo/${on ? 'a%252Fb' : 'a%2Fb'}`);
    expect(params.source).toBe('a%2Fb');
  });
  it(on ? 'repeated query keys: the last wins' : 'repeated query keys are joined', async () => {
    const { query, lastQuery, params } = await echo('?x=1&x=2&y=');
    expect(lastQuery).toEqual({ x: on ? '2' : '1,2', y: '' });
    if (on)
      expect(query).toEqual([
        ['x', '1'],
        ['x', '2'],
        ['y', ''],
      ]);
    expect(params.x).toBe(on ? '2' : undefined);
  });
  it(`params ${on ? 'also carry query values and members of a JSON body' : 'are those of the route alone'}`, async () => {
    const body = '{"number": 7, "yes": true, "text": "t", "list": [1], "deep": {"a": 1}, "none": null}';
    const { params } = await echo('/vendor?from=query&code=k', { method: 'POST', body });
    const more = { from: 'query', number: '7', yes: 'True', text: 't' };
    expect(params).toEqual({ source: 'vendor', ...(on ? more : {}) });
  });
});

describe('with HTTP streaming on, names in a body or a query', () => {
  let host: FixtureHost;
  beforeAll(async () => {
    host = await startFixture('streams-http');
  });
  afterAll(() => host.stop());
  const echo = async (path: string, request = {}) => (await call(host, `/api/echo${path}`, request)).json;

  it('are taken for a parameter that the route leaves out', async () => {
    expect((await echo('?source=forged')).params).toEqual({ source: 'forged' });
  });
  it('lose against the route, but keep their spelling', async () => {
    expect((await echo('/true-one?source=forged')).params).toEqual({ source: 'true-one' });
    const { params } = await echo('/true-one', { method: 'POST', body: '{"SOURCE":"forged"}' });
    expect(params).toEqual({ SOURCE: 'true-one' });
  });
  it('are not looked for in a chunked body', async () => {
    const { params, body } = await echo('', { method: 'POST', body: ['{"source":', '"forged"}'] });
    expect(params).toEqual({});
    expect(Buffer.from(body, 'base64').toString()).toBe('{"source":"forged"}');
  });
  it('can take the place of all headers', async () => {
    const headers = { 'content-type': 'application/json', 'x-own': 'a' };
    expect((await echo('?Headers=x', { headers })).headers).toEqual({});
    expect((await echo('?Headers={"x-own":"forged"}', { headers })).headers).toEqual({ 'x-own': 'forged' });
  });
  it('may be anything', async () => {
    const body = '{"__proto__":"x","constructor":"y","":"z"}';
    const { params } = await echo('', { method: 'POST', body });
    expect(params).toMatchObject({ constructor: 'y', '': 'z' });
    for (const odd of ['{', '[1]', '{"a":1}x', 'null', '"text"']) {
      expect((await echo('', { method: 'POST', body: odd })).params).toEqual({});
    }
  });
});
