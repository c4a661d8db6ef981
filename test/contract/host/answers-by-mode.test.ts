import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

const invocationId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

describe('only in a message', () => {
  let host: FixtureHost;
  beforeAll(async () => {
    host = await startFixture('answers-in-messages');
  });
  afterAll(() => host.stop());

  it.each(['nothing', 'null', 'throw-nothing'])('%s returned is 204', async (name) => {
    expect(await call(host, `/api/${name}`)).toMatchObject({ status: 204, text: '' });
  });
  it('no x-ms-invocation-id is added', async () => {
    expect((await call(host, '/api/text')).headers).not.toHaveProperty('x-ms-invocation-id');
  });
  it('hop-by-hop headers of the handler are dropped, and the length is the true one', async () => {
    const { headers, text } = await call(host, '/api/headers');
    expect(headers['x-own']).toBe('yes');
    expect(headers).not.toHaveProperty('x-named');
    expect(headers).not.toHaveProperty('te');
    expect(text).toBe('longer than three');
  });
});

describe('only as a stream', () => {
  let host: FixtureHost;
  beforeAll(async () => {
    host = await startFixture('streams-http');
  });
  afterAll(() => host.stop());

  it('x-ms-invocation-id is added, the one of the log', async () => {
    const id = String((await call(host, '/api/text')).headers['x-ms-invocation-id']);
    expect(id).toMatch(invocationId);
    await host.line(new RegExp(`Executed 'Functions.text' \\(Succeeded, Id=${id}`));
  });
  it('an x-ms-invocation-id of the caller is not taken', async () => {
    const own = { 'x-ms-invocation-id': 'mine' };
    expect((await call(host, '/api/text', { headers: own })).headers['x-ms-invocation-id']).toMatch(
      invocationId,
    );
  });
  it('a handler that throws leaves the caller waiting until the forwarding times out', async () => {
    const patient = await startFixture('streams-http', { forwardTimeoutMs: 60_000, drainMs: 0 });
    const waiting = call(patient, '/api/throw').catch((error: Error) => error.message);
    await patient.line(/Executed 'Functions.throw' \(Failed/);
    const first = await Promise.race([
      waiting,
      call(patient, '/api/slow?ms=100').then(() => 'still waiting'),
    ]);
    expect(first).toBe('still waiting');
    await patient.stop();
    await waiting;
  });
  it.each(['nothing', 'null'])('%s returned leaves the caller waiting too', async (name) => {
    const impatient = await startFixture('streams-http', { forwardTimeoutMs: 100 });
    expect(await call(impatient, `/api/${name}`)).toMatchObject({ status: 500, text: '' });
    await impatient.line(new RegExp(`Executed 'Functions.${name}' \\(Succeeded`));
    await impatient.stop();
  });
  it('parts are passed on as they come, without a length', async () => {
    const { headers } = await call(host, '/api/parts');
    expect(headers['transfer-encoding']).toBe('chunked');
  });
});
