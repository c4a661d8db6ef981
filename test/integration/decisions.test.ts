import { describe, expect, it } from 'vitest';
import { stackUnderTest } from './stack-under-test.ts';

const under = stackUnderTest();
const refuse = { match: { operation: 'chat.removeParticipant' }, times: 'always', status: 403 } as const;
const problem = (name: string) => ({ type: `urn:chat-bouncer:problem:${name}` });

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** A decision that has failed for good. */
async function failedDecision(change: Record<string, unknown> = {}) {
  const seat = under.seat();
  const refusal = under.stack.azure.faults.add(refuse);
  const { json } = await under.send({ ...seat.event, ...change });
  refusal.remove();
  expect(json).toMatchObject({ status: 'failed' });
  return { ...seat, decision: json?.decision ?? '' };
}

describe('an event', () => {
  it('is answered the same each time it comes, and removes nobody twice', async () => {
    const { event, threadId } = under.seat();
    const first = await under.send(event);
    const again = await Promise.all([under.send(event), under.send({ ...event, reason: 'told otherwise' })]);
    for (const { status, json } of again) expect([status, json]).toEqual([first.status, first.json]);
    expect(under.stack.azure.calls.count({ operation: 'chat.removeParticipant', threadId })).toBe(1);
  });

  it('that comes a hundred times at once ends once', async () => {
    const { event, threadId } = under.seat();
    const answers = await Promise.all(Array.from({ length: 100 }, () => under.send(event)));
    expect(new Set(answers.map(({ json }) => json?.decision)).size).toBe(1);
    expect(answers.every(({ status }) => status === 200 || status === 202)).toBe(true);
    expect(under.stack.azure.calls.count({ operation: 'chat.removeParticipant', threadId })).toBe(1);
  });

  it('whose id belongs to another decision is refused, and the first one stays', async () => {
    const { event, members, somebody } = under.seat();
    await under.send(event);
    const other = under.seat();
    const answer = await under.send({ ...other.event, id: event.id });
    expect(answer).toMatchObject({ status: 422, json: problem('id-taken') });
    expect(answer.json?.errors?.map(({ pointer }) => pointer)).toEqual(['/threadId', '/participant']);
    expect(other.members()).toContain(other.somebody);
    expect(members()).not.toContain(somebody);
  });

  it.each(['respond-async', 'wait=1, respond-async', 'Respond-Async; x=1'])(
    'is only taken down on Prefer: %s',
    async (prefer) => {
      const { event, somebody, members } = under.seat();
      const { status, headers, json } = await under.send(event, { headers: { prefer } });
      expect([status, json]).toEqual([202, { decision: expect.any(String), status: 'accepted' }]);
      expect(headers.get('location')).toBe(`/api/decisions/${json?.decision}`);
      expect(headers.get('preference-applied')).toBe('respond-async');
      expect(await under.settled(json?.decision ?? '')).toMatchObject({ status: 'done', outcome: 'removed' });
      expect(members()).not.toContain(somebody);
    },
  );

  it('for later is scheduled', async () => {
    const { event, somebody, members } = under.seat();
    const effectiveAt = new Date(Date.now() + 3_600_000).toISOString();
    const { status, json } = await under.send({ ...event, effectiveAt });
    expect([status, json]).toMatchObject([202, { status: 'scheduled' }]);
    const record = await under.record(json?.decision ?? '');
    expect(record).toMatchObject({ status: 'scheduled', effectiveAt, notBefore: effectiveAt });
    expect(members()).toContain(somebody);
  });
});

describe('the record of a decision', () => {
  it('says what was decided and how it ended', async () => {
    const { event } = under.seat();
    const now = Date.now();
    const inParis = new Date(now + 3_600_000).toISOString().replace('Z', '+01:00');
    const { json } = await under.send({ ...event, reason: 'spam', moderator: 'm', occurredAt: inParis });
    expect(await under.record(json?.decision ?? '')).toEqual({
      ...event,
      decision: json?.decision,
      source: 'default',
      reason: 'spam',
      moderator: 'm',
      occurredAt: new Date(now).toISOString(),
      status: 'done',
      outcome: 'removed',
      attempts: 1,
      received: expect.stringMatching(/Z$/),
      updated: expect.stringMatching(/Z$/),
    });
  });

  it('is found by the sender’s own names for it', async () => {
    const { event } = under.seat();
    const id = "o'clock & more?/#🚪";
    const { json } = await under.send({ ...event, id });
    const query = new URLSearchParams({ source: 'default', id });
    expect((await under.operate(`/api/decisions?${query}`)).json).toMatchObject({
      decision: json?.decision,
      id,
    });
    const implied = new URLSearchParams({ id });
    expect((await under.operate(`/api/decisions?${implied}`)).json).toMatchObject({
      decision: json?.decision,
    });
  });

  it('of a dry run is found apart from that of the real one', async () => {
    const { event } = under.seat();
    const tried = await under.send({ ...event, dryRun: true });
    const query = new URLSearchParams({ id: String(event.id) });
    expect(await under.operate(`/api/decisions?${query}`)).toMatchObject({ status: 404 });
    query.set('dryRun', 'true');
    expect((await under.operate(`/api/decisions?${query}`)).json).toMatchObject({
      decision: tried.json?.decision,
      outcome: 'dry-run',
    });
  });

  it.each(['/api/decisions/nothing', '/api/decisions?id=nothing', '/api/decisions/a%2Fb'])(
    'is 404 at %s',
    async (path) => {
      expect(await under.operate(path)).toMatchObject({ status: 404, json: problem('unknown-decision') });
    },
  );

  it.each([
    '',
    '?',
    '?status=done',
    '?id=',
    '?id=x&dryRun=yes',
    '?status=failed&limit=0',
    '?status=failed&limit=x',
    '?status=failed&limit=101',
    '?status=failed&continuation=x',
    `?status=failed&continuation=${btoa('null')}`,
    `?parent=x&continuation=${btoa('[]')}`,
    `?status=failed&continuation=${btoa('{"nextPartitionKey":7}')}`,
  ])('cannot be asked for by %j', async (query) => {
    expect(await under.operate(`/api/decisions${query}`)).toMatchObject({
      status: 400,
      json: problem('invalid-query'),
    });
  });

  it('is not for senders', async () => {
    for (const path of ['/api/decisions/x', '/api/decisions?status=failed']) {
      expect(await under.request(path)).toMatchObject({ status: 401 });
    }
  });
});

describe('what has failed', () => {
  it('is listed, page by page', async () => {
    const failed = [await failedDecision(), await failedDecision(), await failedDecision()];
    const found: string[] = [];
    let continuation = '';
    do {
      const query = new URLSearchParams({
        status: 'failed',
        limit: '2',
        ...(continuation && { continuation }),
      });
      const { json } = await under.operate(`/api/decisions?${query}`);
      const page = json as { decisions: { decision: string; status: string }[]; continuation?: string };
      expect(page.decisions.length).toBeLessThanOrEqual(2);
      for (const { decision, status } of page.decisions) {
        expect(status).toBe('failed');
        found.push(decision);
      }
      continuation = page.continuation ?? '';
    } while (continuation);
    for (const { decision } of failed) expect(found.filter((one) => one === decision)).toHaveLength(1);
  });

  it('can be tried again', async () => {
    const { decision, somebody, members } = await failedDecision();
    const answer = await under.operate(`/api/decisions/${decision}/redrive`, { method: 'POST' });
    expect([answer.status, answer.json]).toEqual([202, { decision, status: 'accepted' }]);
    expect(await under.settled(decision)).toMatchObject({ status: 'done' });
    expect(members()).not.toContain(somebody);
    const again = await under.operate(`/api/decisions/${decision}/redrive`, { method: 'POST' });
    expect(again).toMatchObject({ status: 409, json: problem('not-failed') });
  });

  it('and is old is tried again by force alone, because somebody may have let the person in', async () => {
    const { decision, somebody, members } = await failedDecision({ occurredAt: hoursAgo(2) });
    const path = `/api/decisions/${decision}/redrive`;
    expect(await under.operate(path, { method: 'POST' })).toMatchObject({
      status: 409,
      json: problem('needs-force'),
    });
    expect(members()).toContain(somebody);
    expect(await under.operate(`${path}?force=true`, { method: 'POST' })).toMatchObject({ status: 202 });
    expect(await under.settled(decision)).toMatchObject({ status: 'done' });
    expect(members()).not.toContain(somebody);
  });

  it('since a time is tried again all at once, up to a cap, and what is left says why', async () => {
    const fresh = await failedDecision();
    const old = await failedDecision({ occurredAt: hoursAgo(2) });
    const since = new Date(Date.now() - 60_000).toISOString();
    const { status, json } = await under.operate(`/api/redrive?since=${since}`, { method: 'POST' });
    const result = json as {
      redriven: string[];
      left: { decision: string; why: string }[];
      continuation?: string;
    };
    expect(status).toBe(200);
    expect(result.redriven).toContain(fresh.decision);
    expect(result.left).toContainEqual({
      decision: old.decision,
      why: expect.stringContaining('force=true'),
    });
    expect(result.continuation).toBeUndefined();
    expect(await under.settled(fresh.decision)).toMatchObject({ status: 'done' });
    expect(await under.record(old.decision)).toMatchObject({ status: 'failed' });
  });

  it.each([
    '',
    '?since=yesterday',
    '?since=2026-11-23T00:00:00Z&limit=201',
    '?since=2026-11-23T00:00:00Z&force=yes',
  ])('cannot be tried again by %j', async (query) => {
    const answer = await under.operate(`/api/redrive${query}`, { method: 'POST' });
    expect(answer).toMatchObject({ status: 400, json: problem('invalid-query') });
  });

  it('cannot be tried again by senders, nor when nobody knows it', async () => {
    const path = '/api/decisions/nothing/redrive';
    expect(await under.request(path, { method: 'POST' })).toMatchObject({ status: 401 });
    expect(await under.operate(path, { method: 'POST' })).toMatchObject({
      status: 404,
      json: problem('unknown-decision'),
    });
  });
});
