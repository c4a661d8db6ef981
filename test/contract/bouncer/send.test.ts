import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runAgainst, type Says } from './scripted-app.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const env = { BOUNCER_SECRET: secret };
const who = ['--thread', '19:abc@thread.v2', '--participant', '8:acs:somebody'];
const done: Says = { status: 200, json: { decision: 'D1', status: 'done', outcome: 'removed' } };
const goesOn: Says = { status: 202, json: { decision: 'D1', status: 'accepted' } };
const notNow: Says = {
  status: 503,
  headers: { 'retry-after': '7' },
  json: { type: 'urn:chat-bouncer:problem:upstream-unavailable', title: 'Storage is away' },
};
const failed = { decision: 'D1', status: 'failed', problem: { type: 'urn:x', title: 'It is refused' } };

describe('sending an event', () => {
  it('posts it signed, with the sender’s key, and ends with 0 when it is done', async () => {
    const ran = await runAgainst({ 'POST /api/events': done }, ['remove', ...who, '--id', 'case-1'], { env });
    expect(ran.exit).toBe(0);
    expect(ran.out).toMatch(/^D1 {2}done, removed\n/);
    const [{ headers, body } = { headers: {}, body: '' }] = ran.got;
    expect(headers).toMatchObject({
      'x-functions-key': 'the-key',
      'content-type': 'application/json',
      'webhook-id': 'case-1',
      'webhook-signature': expect.stringMatching(/^v1,/),
    });
    expect(JSON.parse(body)).toEqual({
      ...{ id: 'case-1', action: 'remove', threadId: '19:abc@thread.v2', participant: '8:acs:somebody' },
    });
  });

  it.each([
    ['ban', ['--until', '2026-12-01T00:00:00Z', '--revoke-tokens']],
    ['unban', ['--dry-run']],
    ['send', ['--action', 'ban', '--dry-run']],
  ])('%s goes the same way', async (command, more) => {
    const ran = await runAgainst({ 'POST /api/events': done }, [command, ...who, ...more], { env });
    expect(ran.exit).toBe(0);
    expect(JSON.parse(ran.got[0]?.body ?? '')).toMatchObject({
      action: command === 'send' ? 'ban' : command,
    });
  });

  it('goes to the address of its source', async () => {
    const script = { 'POST /api/events/trust-team': done };
    const ran = await runAgainst(script, ['remove', ...who, '--source', 'trust-team'], { env });
    expect([ran.exit, ran.got.length]).toEqual([0, 1]);
  });

  it.each([
    [goesOn, 4],
    [{ status: 200, json: failed }, 1],
    [{ status: 200, json: { ...failed, status: 'rejected' } }, 1],
    [{ status: 202, json: { decision: 'D1', status: 'held' } }, 4],
    [{ status: 422, json: { type: 'urn:chat-bouncer:problem:id-taken', title: 'The id is taken' } }, 1],
    [{ status: 401 }, 1],
    [notNow, 3],
    [{ status: 302, headers: { location: 'https://elsewhere.example/' } }, 1],
    [{ status: 200, json: { ignored: 1 } }, 0],
    [{ status: 200, text: '<html>' }, 1],
    [{ status: 204 }, 1],
  ] as const)('answered %j ends with %i', async (says, exit) => {
    const ran = await runAgainst({ 'POST /api/events': says }, ['remove', ...who], { env });
    expect(ran.exit).toBe(exit);
    expect(ran.got).toHaveLength(1);
  });

  it('says in two lines what went wrong, or as one JSON document', async () => {
    const ran = await runAgainst({ 'POST /api/events': notNow }, ['remove', ...who], { env });
    expect([ran.out, ran.err]).toEqual(['', 'Storage is away (503).\nTry again in 7 s.\n']);
    const json = await runAgainst({ 'POST /api/events': notNow }, ['remove', ...who, '--json'], { env });
    expect(json.err).toBe('');
    expect(json.json()).toEqual({
      error: { exit: 3, what: 'Storage is away (503).', remedy: 'Try again in 7 s.', problem: notNow.json },
    });
  });

  it('never shows the key or the secret', async () => {
    for (const says of [done, notNow, { status: 401 }]) {
      const ran = await runAgainst({ 'POST /api/events': says }, ['remove', ...who], { env });
      expect(`${ran.out}${ran.err}`).not.toMatch(/the-key|whsec_/);
    }
  });
});

describe('sending with --wait', () => {
  it('looks until it has ended', async () => {
    const script = {
      'POST /api/events': goesOn,
      'GET /api/decisions/D1': [goesOn, goesOn, done].map(({ json }) => ({ status: 200, json })) as [
        Says,
        ...Says[],
      ],
    };
    const ran = await runAgainst(script, ['remove', ...who, '--wait'], { env });
    expect([ran.exit, ran.got.length, ran.desk.clock.slept]).toEqual([0, 4, [300, 700]]);
    expect(ran.desk.notes).toEqual(['It goes on; waiting for its end.']);
  });

  it('sends again when the app says later, then, under the same id and a new time', async () => {
    const script = { 'POST /api/events': [notNow, done] as const };
    const ran = await runAgainst(script, ['remove', ...who, '--wait'], { env });
    expect([ran.exit, ran.desk.clock.slept]).toEqual([0, [7_000]]);
    const [first, second] = ran.got.map(({ headers, body }) => ({ headers, body }));
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    const times = [first, second].map((each) => Number(each?.headers['webhook-timestamp']));
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(7);
  });

  it('rides out an app that is away while it looks', async () => {
    const looks = [{ status: 502 }, notNow, { status: 200, json: done.json }] as const;
    const script = { 'POST /api/events': goesOn, 'GET /api/decisions/D1': looks };
    const ran = await runAgainst(script, ['remove', ...who, '--wait'], { env });
    expect([ran.exit, ran.desk.clock.slept]).toEqual([0, [5_000, 7_000]]);
  });

  it('gives up at the end of --timeout, and says that it goes on', async () => {
    const script = { 'POST /api/events': goesOn, 'GET /api/decisions/D1': { ...goesOn, status: 200 } };
    const ran = await runAgainst(script, ['remove', ...who, '--wait', '--timeout', '20s'], { env });
    expect(ran.exit).toBe(4);
    expect(ran.desk.clock.monotonic()).toBeLessThanOrEqual(20_000);
    expect(ran.out).toContain('Look again: status D1');
  });

  it.each([
    ['is held', { status: 'held' }],
    ['is scheduled for later than that', { status: 'scheduled', notBefore: '2026-12-01T00:00:00Z' }],
  ])('does not wait for what %s', async (_what, stands) => {
    const script = {
      'POST /api/events': goesOn,
      'GET /api/decisions/D1': { status: 200, json: { decision: 'D1', ...stands } },
    };
    const ran = await runAgainst(script, ['remove', ...who, '--wait'], { env });
    expect([ran.exit, ran.desk.clock.slept]).toEqual([4, []]);
  });
});

describe('sending a file', () => {
  const batch = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const results = [
    { id: 'a', decision: 'DA', status: 'done', outcome: 'removed' },
    { id: 'b', problem: { type: 'urn:x', title: 'The event cannot be understood' } },
    { id: 'c', decision: 'DC', status: 'accepted' },
  ];

  it('sends its bytes as they are, and tells each event of a batch', async () => {
    const text = `${JSON.stringify(batch, null, 4)}\n`;
    const script = { 'POST /api/events': { status: 202, json: { results } } };
    const ran = await runAgainst(script, ['send', '--file', '-', '--json'], { env, files: { '-': text } });
    expect(ran.got[0]?.body).toBe(text);
    expect([ran.exit, ran.json()]).toEqual([1, { results }]);
  });

  it('waits for each that goes on, and shows how far it has come', async () => {
    const script = {
      'POST /api/events': { status: 202, json: { results: [results[0], results[2]] } },
      'GET /api/decisions/DC': { status: 200, json: { decision: 'DC', status: 'done', outcome: 'removed' } },
    };
    const ran = await runAgainst(script, ['send', '--file', 'f', '--wait'], { env, files: { f: '[]' } });
    expect(ran.exit).toBe(0);
    expect(ran.desk.bars).toEqual([{ what: 'have ended', total: 2, steps: 2, stopped: true }]);
  });

  it.each([
    ['native', '{}', 'application/json'],
    ['cloudevents', '{}', 'application/cloudevents+json'],
    ['cloudevents', ' [{}]', 'application/cloudevents-batch+json'],
  ])('as %s is labelled by what is in it: %s', async (format, text, type) => {
    const args = ['send', '--file', 'f', '--format', format];
    const ran = await runAgainst({ 'POST /api/events': done }, args, { env, files: { f: text } });
    expect(ran.got[0]?.headers['content-type']).toBe(type);
  });

  it('takes further headers, for senders that have some', async () => {
    const more = ['--header', 'aeg-event-type: Notification', '--header', 'Content-Type: text/plain'];
    const args = ['send', '--file', 'f', '--scheme', 'none', ...more];
    const ran = await runAgainst({ 'POST /api/events': done }, args, { files: { f: '[]' } });
    expect(ran.got[0]?.headers).toMatchObject({
      'aeg-event-type': 'Notification',
      'content-type': 'text/plain',
    });
  });

  it.each([
    [['--thread', '19:abc@thread.v2'], '--thread does not go with --file.'],
    [['--dry-run'], '--dry-run does not go with --file.'],
    [['--format', 'cloudevents-binary'], /headers that a binary CloudEvent/],
  ])('is not changed by %j', async (more, what) => {
    const ran = await runAgainst({}, ['send', '--file', 'f', ...more], { env });
    expect([ran.exit, ran.got.length]).toEqual([2, 0]);
    expect(ran.err).toMatch(what);
  });
});
