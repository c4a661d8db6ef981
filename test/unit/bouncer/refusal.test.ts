import { describe, expect, it } from 'vitest';
import { refusal } from '../../../local/bouncer/refusal.ts';

const now = Date.parse('2026-11-23T09:00:00Z');

function trouble(status: number, json?: unknown, headers: Record<string, string> = {}) {
  return refusal({ status, json, header: (name) => headers[name] }, now).trouble;
}

const problem = (name: string, more: object = {}) => ({
  ...{ type: `urn:chat-bouncer:problem:${name}`, title: 'It is so', status: 0 },
  ...more,
});

describe('what the app refuses', () => {
  it('is told in two lines: what happened, and what to do', () => {
    const said = trouble(409, problem('not-failed', { detail: 'It is done.', hint: 'Leave it.' }));
    expect(said).toMatchObject({ exit: 'refused', what: 'It is so (409): It is done.', remedy: 'Leave it.' });
  });

  it('is told with the option that helps, where there is one', () => {
    expect(trouble(409, problem('needs-force')).remedy).toBe('Give --force if it still holds.');
    expect(trouble(401, problem('bad-signature')).remedy).toContain('--secret-env');
  });

  it('leads to its explanation where there is no hint', () => {
    expect(trouble(422, problem('id-taken')).remedy).toBe('See docs/problems.md#id-taken');
  });

  it('names each fault of an event, in short', () => {
    const errors = [
      { pointer: '/threadId', detail: 'must be the id of an ACS thread' },
      { pointer: '', detail: `is not an object${'!'.repeat(300)}` },
    ];
    const { what } = trouble(400, problem('invalid-event', { detail: 'See errors.', errors }));
    expect(what).toMatch(
      /^It is so \(400\): threadId must be the id of an ACS thread; it is not an object!+…$/,
    );
    expect(what.length).toBeLessThan(300);
  });

  it('says when to come back, where it is only for now', () => {
    const said = trouble(503, problem('upstream-unavailable', { hint: 'Look at storage.' }), {
      'retry-after': '7',
    });
    expect(said).toMatchObject({ exit: 'unavailable', remedy: 'Look at storage. Try again in 7 s.' });
    expect(trouble(429, problem('too-many'), { 'retry-after': '2' })).toMatchObject({
      exit: 'unavailable',
      remedy: 'Try again in 2 s.',
    });
  });

  it.each([
    [401, 'refused', /does not take this key/, /az functionapp keys list/],
    [404, 'refused', /no such address/, /Check --url/],
    [302, 'refused', /answered 302/, /Check --url/],
    [502, 'unavailable', /answered 502/, /what stands between/],
  ] as const)('%i without a word of its own is told by its status', (status, exit, what, remedy) => {
    expect(trouble(status, undefined)).toMatchObject({
      ...{ exit, what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) },
    });
  });

  it('keeps the problem as it came, for programs', () => {
    const json = problem('id-taken', { more: 'of it' });
    expect(trouble(422, json).problem).toEqual(json);
  });
});
