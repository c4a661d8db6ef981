import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

describe.each([
  ['in a message', 'answers-in-messages'],
  ['as a stream', 'streams-http'],
])('an answer that comes %s', (_how, app) => {
  let host: FixtureHost;
  /** Waits briefly for a handler that leaves its caller waiting, too briefly for a busy machine to answer everybody. */
  let impatient: FixtureHost;
  beforeAll(async () => {
    [host, impatient] = await Promise.all([startFixture(app), startFixture(app, { forwardTimeoutMs: 100 })]);
  });
  afterAll(() => Promise.all([host.stop(), impatient.stop()]));

  it.each([
    ['{} is 200 and empty', 'empty', 200, ''],
    ['body: {..} is [object Object]', 'object-body', 200, '[object Object]'],
    ['jsonBody: null is 200 and empty', 'null-json', 200, ''],
    ['jsonBody is JSON', 'json', 201, '{"a":1}'],
    ['a text is a text', 'text', 200, 'some text'],
    ['204 has no body', 'no-content', 204, ''],
    ['any status passes', 'teapot', 418, ''],
    ['a stream arrives whole', 'parts', 200, 'one,two,three'],
  ])('%s', async (_promise, path, status, text) => {
    expect(await call(host, `/api/${path}`)).toMatchObject({ status, text });
  });

  it('bytes are exact', async () => {
    const { bytes, headers } = await call(host, '/api/bytes');
    expect([...bytes]).toEqual([0, 255, 1]);
    expect(headers['content-type']).toBe('application/octet-stream');
  });
  it('a type is given to texts and JSON', async () => {
    expect((await call(host, '/api/json')).headers['content-type']).toBe('application/json');
    expect((await call(host, '/api/text')).headers['content-type']).toMatch('text/plain');
  });
  it('cookies are set', async () => {
    const { headers } = await call(host, '/api/cookies');
    const attributes = headers['set-cookie']?.map((cookie) => cookie.toLowerCase().split('; ').sort());
    expect(attributes).toEqual([
      ['a=1'],
      ['b=x%20y', 'httponly', 'max-age=60', 'path=/', 'samesite=strict', 'secure'],
    ]);
  });
  it('HEAD has the headers and no body', async () => {
    const { status, headers, text } = await call(host, '/api/json', { method: 'HEAD' });
    expect([status, text, headers['content-type']]).toEqual([201, '', 'application/json']);
  });
  it('a trace that comes with the request goes on', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { json } = await call(host, '/api/trace', { headers: { traceparent } });
    expect(json.traceParent).toBe(traceparent);
    expect((await call(host, '/api/trace')).json.traceParent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-00$/);
  });
  it('two requests at once do not wait for each other', async () => {
    const slow = call(host, '/api/slow?ms=60');
    expect((await call(host, '/api/text')).text).toBe('some text');
    expect((await slow).text).toBe('at last');
  });
  it('a hundred requests at once each get their own', async () => {
    const calls = Array.from({ length: 100 }, (_, n) =>
      call(host, '/api/echo', { method: 'POST', body: `body ${n}` }),
    );
    const bodies = (await Promise.all(calls)).map(({ json }) => Buffer.from(json.body, 'base64').toString());
    expect(bodies).toEqual(Array.from({ length: 100 }, (_, n) => `body ${n}`));
  });

  it.each([
    ['throws', 'throw', {}],
    ['cannot parse the body', 'unparsable', { method: 'POST', body: 'not JSON' }],
    ['returns a string', 'string', {}],
    ['returns a number', 'number', {}],
    ['gives the status 0', 'status-0', {}],
    ['gives the status 99', 'status-99', {}],
    ['gives the status 999', 'status-999', {}],
    ['gives an invalid header', 'bad-header', {}],
    ['gives a header that is not ASCII', 'non-ascii-header', {}],
  ])(
    'a handler that %s: 500 with an empty body, and the log has the reason',
    async (_what, name, request) => {
      const { status, text } = await call(impatient, `/api/${name}`, request);
      expect([status, text]).toEqual([500, '']);
      await impatient.line(
        new RegExp(`^\\[error\\] ${name}: Executed 'Functions.${name}' \\(Failed, .*\\) \\w*Error: `),
      );
    },
  );

  it('the error and its stack are in the log and not in the answer', async () => {
    const { text, headers } = await call(impatient, '/api/throw');
    expect(text + JSON.stringify(headers)).not.toMatch('secret');
    expect(await impatient.line(/throw: .*the secret of the handler/)).toMatch(/\\n {4}at .*index\.js/);
  });
});
