import { HttpRequest, InvocationContext } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/config-error.ts';
import { HttpProblem } from '../../../src/http/http-problem.ts';
import { route } from '../../../src/http/route.ts';
import { drivenClock } from '../driven-clock.ts';

/** Calls a door whose handler does what it is told; also gives what was logged. */
async function call(handle: Parameters<typeof route>[0], clock = drivenClock()) {
  const lines: string[] = [];
  const context = new InvocationContext({ logHandler: (_level, ...args) => lines.push(args.join(' ')) });
  const request = new HttpRequest({
    method: 'POST',
    url: 'http://localhost/api/events',
    body: { string: '{}' },
  });
  const answer = await route(handle, { clock })(request, context);
  if (typeof answer !== 'object' || answer === null) throw new Error('A door must return an object.');
  const { status, headers, body } = answer as {
    status: number;
    headers: Record<string, string>;
    body: string;
  };
  return { status, headers, body: body ? JSON.parse(body) : undefined, lines };
}

const fail = (error: unknown) => call(() => Promise.reject(error));

describe('a door', () => {
  it('answers what its handler returns', async () => {
    expect(await call(async () => ({ status: 204 }))).toMatchObject({ status: 204 });
  });

  it('answers a problem as RFC 9457 has it', async () => {
    const errors = [{ pointer: '/id', detail: 'is missing' }];
    const { status, headers, body } = await fail(
      new HttpProblem('invalid-event', { detail: 'Look.', errors }),
    );
    expect([status, headers]).toEqual([400, { 'Content-Type': 'application/problem+json' }]);
    expect(body).toEqual({
      type: 'urn:chat-bouncer:problem:invalid-event',
      title: 'The event cannot be understood',
      status: 400,
      detail: 'Look.',
      errors,
    });
  });

  it.each([
    ['a mistake of ours', new TypeError('of undefined'), 'internal-fault'],
    ['what is not even an error', 'oh', 'internal-fault'],
    ['settings that cannot be used', new ConfigError(['KEY_VAULT_URL is not set']), 'misconfigured'],
  ])('asks to come back after %s', async (_what, error, problem) => {
    const { status, headers, body } = await fail(error);
    expect(status).toBe(503);
    expect(headers['Retry-After']).toBe('5');
    expect(body.type).toBe(`urn:chat-bouncer:problem:${problem}`);
  });

  it.each([
    [0, '1'],
    [1, '1'],
    [1_000, '1'],
    [1_001, '2'],
    [60_000, '60'],
  ])('asks to come back in whole seconds, never in none (%d ms: %s)', async (retryAfterMs, expected) => {
    const { headers } = await fail(
      new HttpProblem('upstream-unavailable', { detail: 'Later.', retryAfterMs }),
    );
    expect(headers['Retry-After']).toBe(expected);
  });

  it('keeps the message of an error it does not know to itself, and says where it happened', async () => {
    const { body, lines } = await fail(new Error('the key is hush'));
    expect(JSON.stringify([body, lines])).not.toContain('hush');
    expect(lines.join()).toMatch(/"kind":"Error","at":"at .*route\.test\.ts/);
  });

  it('counts from the moment the request arrives', async () => {
    const clock = drivenClock();
    await call(async ({ elapsed, limits }) => {
      clock.pass(40);
      expect(elapsed()).toBe(40);
      expect(limits.deadline).toBe(2_500);
      expect(limits.signal.aborted).toBe(false);
      return {};
    }, clock);
  });
});
