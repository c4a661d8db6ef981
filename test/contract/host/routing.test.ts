import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

let host: FixtureHost;
beforeAll(async () => {
  host = await startFixture('routes-of-every-shape');
});
afterAll(() => host.stop());

const routed = async (path: string, method = 'GET') => {
  const { status, text } = await call(host, path, { method });
  return status === 200 ? JSON.parse(text) : { status, text };
};
const notFound = { status: 404, text: '' };

describe('the first function by name whose route matches gets the request', () => {
  it('so that a literal has no precedence over a parameter', async () => {
    expect(await routed('/api/items/special')).toEqual({ name: 'itemsAny', params: { name: 'special' } });
  });
  it('names are compared without regard to case', async () => {
    expect(await routed('/api/case/x')).toEqual({ name: 'alpha', params: { second: 'x' } });
  });
  it('and a failed constraint falls through to the next', async () => {
    expect(await routed('/api/typed/12')).toEqual({ name: 'whole-number', params: { id: '12' } });
    expect(await routed('/api/typed/ab')).toEqual({ name: 'word', params: { word: 'ab' } });
    expect(await routed('/api/typed/a1')).toEqual({ name: 'xAnything', params: { anything: 'a1' } });
  });
  it('and so does a method that is not listed', async () => {
    expect((await routed('/api/same', 'GET')).name).toBe('gotten');
    expect((await routed('/api/same', 'POST')).name).toBe('posted');
  });
});

describe('a template', () => {
  it.each([
    ['is the name if there is none', '/api/by-its-name', 'by-its-name', {}],
    ['may have an optional end, absent', '/api/optional', 'optional', {}],
    ['may have an optional end, present', '/api/optional/x', 'optional', { kind: 'x' }],
    ['may have a default', '/api/fallback', 'fallback', { kind: 'all' }],
    ['may take the rest', '/api/files/a/b/c', 'rest', { rest: 'a/b/c' }],
    ['may take the rest, even nothing', '/api/files', 'rest', {}],
    [
      'may have two parameters in a segment',
      '/api/named/a.b.txt',
      'two-in-one',
      { name: 'a.b', extension: 'txt' },
    ],
  ])('%s', async (_what, path, name, params) => {
    expect(await routed(path)).toEqual({ name, params });
  });
  it('does not match a longer path', async () => {
    expect(await routed('/api/optional/x/y')).toEqual(notFound);
  });
  it('does not match without its prefix', async () => {
    expect(await routed('/optional/x')).toEqual(notFound);
  });
});

describe('a method that no function lists is 404 with an empty body, never 405', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE'])('%s', async (method) => {
    expect(await routed('/api/by-its-name', method)).toEqual(notFound);
  });
  it('unless it is listed: HEAD', async () => {
    const { status, text } = await call(host, '/api/headed', { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
  });
  it('unless it is listed: OPTIONS, and nothing about CORS is added', async () => {
    const origin = { origin: 'https://example.com', 'access-control-request-method': 'POST' };
    const { status, headers } = await call(host, '/api/asked', { method: 'OPTIONS', headers: origin });
    expect(status).toBe(200);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
  it('omitted methods are GET and POST', async () => {
    expect((await routed('/api/by-its-name', 'GET')).name).toBe('by-its-name');
    expect((await routed('/api/by-its-name', 'POST')).name).toBe('by-its-name');
  });
});

describe('a path', () => {
  it('ignores case', async () => {
    expect(await routed('/API/Items/X')).toEqual({ name: 'itemsAny', params: { name: 'X' } });
  });
  it('may end in a slash', async () => {
    expect((await routed('/api/by-its-name/')).name).toBe('by-its-name');
  });
  it('gives %2F to the parameter as it is, and decodes the rest', async () => {
    expect((await routed('/api/items/a%2Fb%20%C3%A9')).params).toEqual({ name: 'a%2Fb é' });
  });
  it('with an empty segment is 404', async () => {
    expect(await routed('/api//by-its-name')).toEqual(notFound);
    expect(await routed('//api/by-its-name')).toEqual(notFound);
  });
  it('loses its dot segments', async () => {
    expect((await routed('/api/x/../items/./y')).params).toEqual({ name: 'y' });
  });
  it('with an escape that is none reaches the parameter as it is', async () => {
    expect((await routed('/api/items/100%25%zz%FF')).params).toEqual({ name: '100%%zz%FF' });
  });
  it('of an unknown function is 404 with an empty body', async () => {
    expect(await routed('/api/nobody')).toEqual(notFound);
  });
});

it('`/` is a small page', async () => {
  const { status, headers, text } = await call(host, '/');
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch('text/html');
  expect(text).toMatch('<h1>');
});
