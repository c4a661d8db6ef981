import { describe, expect, it } from 'vitest';
import { faultsByOpenApi } from '../../integration/hold-to-openapi.ts';

const json = 'application/json';
const problemJson = 'application/problem+json';

/** What is wrong with an answer to a request. */
const faults = (request: string, status: number, body: unknown, headers: Record<string, string> = {}) =>
  faultsByOpenApi(
    request,
    { status, headers: new Headers({ 'content-type': json, ...headers }) },
    body === undefined ? '' : JSON.stringify(body),
  );

const done = { decision: 'd', status: 'done', outcome: 'removed' };
const problem = (name: string, status: number, more: object = {}) => ({
  type: `urn:chat-bouncer:problem:${name}`,
  title: 'T',
  status,
  detail: 'D',
  ...more,
});

describe('an answer holds to the document', () => {
  it.each([
    ['POST /api/events', 200, done, {}],
    ['POST /api/events', 202, { decision: 'd', status: 'scheduled' }, { location: '/api/decisions/d' }],
    ['POST /api/events', 400, problem('not-json', 400), { 'content-type': problemJson }],
    ['POST /api/events', 401, undefined, {}],
    ['GET /api/decisions?id=x', 404, problem('unknown-decision', 404), { 'content-type': problemJson }],
    ['GET /api/decisions?status=failed', 200, { decisions: [] }, {}],
    ['GET /api/health', 503, { healthy: false, checks: { token: { ok: false, faults: ['f'] } } }, {}],
    ['PUT /api/events', 404, undefined, {}],
    ['GET /api/nothing', 404, undefined, {}],
  ])('when it is %s %s as described', (request, status, body, headers) => {
    expect(faults(request, status, body, headers)).toEqual([]);
  });

  it.each<[string, string, number, unknown, Record<string, string>]>([
    ['has another status', 'POST /api/events', 418, done, {}],
    ['has another media type', 'POST /api/events', 200, done, { 'content-type': 'text/plain' }],
    ['has a member too many', 'POST /api/events', 200, { ...done, secret: 'x' }, {}],
    ['has a member too few', 'POST /api/events', 200, { decision: 'd', status: 'done' }, {}],
    ['says that it has ended with 202', 'POST /api/events', 202, done, {}],
    ['has no body', 'POST /api/events', 200, undefined, {}],
    [
      'lacks the header that says when to come back',
      'POST /api/events',
      503,
      problem('internal-fault', 503),
      { 'content-type': problemJson },
    ],
    [
      'has a problem that goes with another status',
      'POST /api/events',
      400,
      problem('id-taken', 400),
      { 'content-type': problemJson },
    ],
    [
      'has a problem with a member too many',
      'POST /api/events',
      400,
      problem('not-json', 400, { stack: 'at x' }),
      { 'content-type': problemJson },
    ],
    [
      'has a problem that goes with another door',
      'POST /api/events',
      400,
      problem('invalid-query', 400),
      { 'content-type': problemJson },
    ],
    [
      'says where to look without saying when',
      'POST /api/decisions/d/redrive',
      202,
      { decision: 'd', status: 'accepted' },
      { location: '/x' },
    ],
    ['comes from a door that nobody knows', 'GET /api/nothing', 200, {}, {}],
    ['comes from a method that nobody knows', 'PUT /api/events', 200, done, {}],
  ])('not when it %s', (_what, request, status, body, headers) => {
    expect(faults(request, status, body, headers)).toHaveLength(1);
  });
});
