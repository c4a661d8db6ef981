import { createHmac, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { signEvent } from '../../local/send/sign-event.ts';
import { fixture } from '../unit/intake/formats/fixture.ts';
import { forumThread, sourcesUnderTest, streamUsers } from './sources-under-test.ts';

const under = sourcesUnderTest();
const problem = (name: string) => ({ type: `urn:chat-bouncer:problem:${name}` });

/** What an answer to a list holds. */
interface Results {
  readonly results?: readonly {
    readonly id?: string;
    readonly decision?: string;
    readonly status?: string;
    readonly outcome?: string;
    readonly problem?: { readonly type: string; readonly status?: number };
  }[];
  readonly ignored?: number;
}
const of = ({ json }: { json: unknown }) => (json ?? {}) as Results;

/** A decision of Moderation API that asks for a removal. */
function rejectedItem(seat: { threadId: string; somebody: string }) {
  const json = fixture('moderation-api-queue-item-rejected');
  json.id = `evt_${randomUUID()}`;
  json.data.object.created_at = new Date().toISOString();
  json.data.object.item.author_id = seat.somebody;
  json.data.object.item.conversation_id = seat.threadId;
  return json;
}

describe('a list of native events', () => {
  it('is answered event by event, and a bad one holds up no other', async () => {
    const [one, other] = [under.seat(), under.seat()];
    const list = [one.event, { id: 'odd', action: 'banish' }, other.event, { ...one.event, action: 7 }];
    const answer = await under.sendAs('default', list);
    expect(answer.status).toBe(200);
    expect(of(answer).results).toMatchObject([
      { id: one.event.id, status: 'done', outcome: 'removed', decision: expect.any(String) },
      { id: 'odd', status: 'refused', problem: { ...problem('invalid-event'), status: 400 } },
      { id: other.event.id, status: 'done', outcome: 'removed' },
      { id: one.event.id, status: 'refused', problem: problem('invalid-event') },
    ]);
    for (const { members, somebody } of [one, other]) expect(members()).not.toContain(somebody);
  });

  it('is on record whole before it is answered, also when it is too large to be carried out meanwhile', async () => {
    const seats = Array.from({ length: 100 }, () => under.seat());
    const list = seats.map(({ event }) => event);
    let answer = await under.sendAs('default', list);
    // A machine that is busy with other tests may need a second call, as any sender would make.
    while (answer.status === 503) answer = await under.sendAs('default', list);
    expect(answer.status).toBe(202);
    const { results = [] } = of(answer);
    expect(results).toHaveLength(100);
    for (const { decision = '' } of results) {
      expect(await under.settled(decision)).toMatchObject({ status: 'done', outcome: 'removed' });
    }
    for (const { members, somebody } of seats) expect(members()).not.toContain(somebody);
  });

  it('is answered the same when it comes again', async () => {
    const list = [under.seat().event, under.seat().event];
    const first = await under.sendAs('default', list);
    expect(of(await under.sendAs('default', list))).toEqual(of(first));
  });

  it('may hold an event that the source was not given, which is refused alone', async () => {
    const foreign = under.seat().event;
    const own: Record<string, unknown> = { ...under.seat().event, threadId: forumThread };
    const answer = await under.sendAs('forum', [own, foreign]);
    expect(of(answer).results).toMatchObject([
      { id: own.id, status: 'failed' },
      { id: foreign.id, status: 'refused', problem: { ...problem('not-permitted'), status: 403 } },
    ]);
  });
});

describe('a source over its rate', () => {
  it('has what is over it held until somebody confirms it, and what it repeats does not count', async () => {
    const seats = Array.from({ length: 5 }, () => under.seat());
    const list = seats.map(({ event }) => event);
    const answer = await under.sendAs('slow', list);
    expect(answer.status).toBe(202);
    const statuses = () => of(answer).results?.map(({ status }) => status);
    expect(statuses()).toEqual(['done', 'done', 'done', 'held', 'held']);
    const held = of(answer).results?.[3];
    expect(held).toMatchObject({ problem: problem('over-rate') });
    expect(seats[3]?.members()).toContain(seats[3]?.somebody);

    const again = await under.sendAs('slow', list);
    expect(of(again)).toEqual(of(answer));
    const [first] = list;
    expect(await under.sendAs('slow', first)).toMatchObject({ status: 200, json: { outcome: 'removed' } });
    expect(await under.record(held?.decision ?? '')).toMatchObject({ status: 'held' });
  });
});

describe('a vendor', () => {
  it('Moderation API is taken by its signature, answered 200, and its decision carried out', async () => {
    const seat = under.seat();
    const body = JSON.stringify(rejectedItem(seat));
    const answer = await under.vendor('tool', 'modapi-signature', body);
    expect(answer.status).toBe(200);
    expect(of(answer)).toMatchObject({ results: [{ status: 'done', outcome: 'removed' }], ignored: 0 });
    expect(seat.members()).not.toContain(seat.somebody);
  });

  it('is not believed with an empty signature, or one in another header', async () => {
    const body = JSON.stringify(rejectedItem(under.seat()));
    for (const headers of [{ 'modapi-signature': '' }, { 'x-signature': 'abc' }]) {
      expect(await under.post('tool', body, headers)).toMatchObject({ status: 401 });
    }
  });

  it('Stream signs what is inside of the gzip', async () => {
    const seat = under.seat();
    const json = fixture('stream-custom-action');
    const [, bare = ''] = /^19:(.*)@thread\.v2$/.exec(seat.threadId) ?? [];
    json.review_queue_item.message.cid = `messaging:${bare}`;
    const writer = `${streamUsers}${json.review_queue_item.entity_creator_id}`;
    under.stack.azure.communication.threads.add(seat.threadId, writer);
    json.created_at = new Date().toISOString();
    const body = JSON.stringify(json);
    const digest = createHmac('sha256', under.secrets.get('stream') ?? '')
      .update(body)
      .digest('hex');
    const packed = { 'content-encoding': 'gzip', 'x-signature': digest };
    const answer = await under.post('stream', gzipSync(body), packed);
    expect(answer.status).toBe(200);
    expect(of(answer).results).toMatchObject([{ outcome: 'removed' }]);
    expect(seat.members()).not.toContain(writer);

    const overPacked = createHmac('sha256', under.secrets.get('stream') ?? '')
      .update(gzipSync(body))
      .digest('hex');
    expect(
      await under.post('stream', gzipSync(body), { ...packed, 'x-signature': overPacked }),
    ).toMatchObject({
      status: 401,
    });
  });

  it('that is not permitted is answered 200, and what it wanted is on record as rejected', async () => {
    const seat = under.seat();
    const answer = await under.vendor('tool-forum', 'modapi-signature', JSON.stringify(rejectedItem(seat)));
    expect(answer.status).toBe(200);
    const [result] = of(answer).results ?? [];
    expect(result).toMatchObject({ status: 'rejected', problem: problem('not-permitted') });
    expect(await under.record(result?.decision ?? '')).toMatchObject({
      status: 'rejected',
      source: 'tool-forum',
      threadId: seat.threadId,
      attempts: 0,
    });
    expect(seat.members()).toContain(seat.somebody);
  });

  it('whose decision cannot be carried out is answered 200, and it is on record with what is wrong', async () => {
    const json = rejectedItem(under.seat());
    json.data.object.item.conversation_id = 'general';
    const answer = await under.vendor('tool', 'modapi-signature', JSON.stringify(json));
    expect(answer.status).toBe(200);
    const [result] = of(answer).results ?? [];
    expect(result).toMatchObject({ id: json.id, status: 'rejected', problem: problem('unusable-event') });
    expect(await under.record(result?.decision ?? '')).toMatchObject({
      status: 'rejected',
      errors: [{ pointer: '/data/object/item/conversation_id', detail: expect.any(String) }],
    });
    expect(of(await under.vendor('tool', 'modapi-signature', JSON.stringify(json)))).toEqual(of(answer));
  });

  it('that tells of no decision is answered 200, counted and not kept', async () => {
    const json = fixture('moderation-api-author-updated');
    const answer = await under.vendor('tool', 'modapi-signature', JSON.stringify(json));
    expect([answer.status, answer.json]).toEqual([200, { ignored: 1 }]);
    expect(under.logs.findLast((line) => line.includes('"ignored"'))).toContain('"source":"tool","count":1');
    const query = new URLSearchParams({ source: 'tool', id: json.id });
    expect(await under.operate(`/api/decisions?${query}`)).toMatchObject({ status: 404 });
  });

  it('that sends another decision under a known id gets the first answer, and the log tells', async () => {
    const [one, other] = [under.seat(), under.seat()];
    const first = rejectedItem(one);
    const answer = await under.vendor('tool', 'modapi-signature', JSON.stringify(first));
    const second = { ...rejectedItem(other), id: first.id };
    const again = await under.vendor('tool', 'modapi-signature', JSON.stringify(second));
    expect([again.status, of(again)]).toEqual([200, of(answer)]);
    expect(other.members()).toContain(other.somebody);
    expect(under.logs.findLast((line) => line.includes('"id-taken"'))).toContain('"source":"tool"');
  });
});

describe('a sender of CloudEvents', () => {
  const attributes = (id: string) => ({
    specversion: '1.0',
    id,
    source: '/moderation/tool',
    type: 'com.example.removal',
  });

  it('may send them structured to a native source, signed by Standard Webhooks', async () => {
    const { event, members, somebody } = under.seat();
    const { id, ...data } = event;
    const body = JSON.stringify({ ...attributes(String(id)), data });
    const signed = signEvent(body, { key: under.secrets.get('default') ?? '' });
    const headers = { ...signed, 'content-type': 'application/cloudevents+json' };
    expect(await under.post('default', body, headers)).toMatchObject({ json: { outcome: 'removed' } });
    expect(members()).not.toContain(somebody);
  });

  it('may send them in binary mode where its secret vouches for the headers, and not where the body alone is signed', async () => {
    const { event, members, somebody } = under.seat();
    const { id, ...data } = event;
    const binary = Object.fromEntries(
      Object.entries(attributes(String(id))).map(([name, value]) => [`ce-${name}`, value]),
    );
    const body = JSON.stringify(data);
    const signed = signEvent(body, { key: under.secrets.get('default') ?? '' });
    expect(await under.post('default', body, { ...binary, ...signed })).toMatchObject({
      status: 415,
      json: { detail: expect.stringContaining('structured') },
    });
    expect(members()).toContain(somebody);
    const key = under.secrets.get('events') ?? '';
    const answer = await under.post('events', body, { ...binary, 'x-bouncer-key': key });
    expect(answer).toMatchObject({ status: 200, json: { outcome: 'removed' } });
    expect(members()).not.toContain(somebody);
  });
});

describe('Event Grid', () => {
  const headers = () => ({ 'x-bouncer-key': under.secrets.get('grid') ?? '' });
  const gridEvent = (id: string, data: object, eventType = 'Example.Removal') => ({
    id,
    topic: '/subscriptions/x',
    subject: 'moderation',
    eventType,
    eventTime: new Date().toISOString(),
    dataVersion: '1',
    metadataVersion: '1',
    data,
  });

  it('proves who listens, to whoever has the secret', async () => {
    const validationCode = randomUUID();
    const body = JSON.stringify([
      gridEvent('v', { validationCode }, 'Microsoft.EventGrid.SubscriptionValidationEvent'),
    ]);
    const asked = { 'aeg-event-type': 'SubscriptionValidation' };
    expect(await under.post('grid', body, { ...asked, ...headers() })).toMatchObject({
      status: 200,
      json: { validationResponse: validationCode },
    });
    expect(await under.post('grid', body, asked)).toMatchObject({ status: 401 });
  });

  it('has a batch of thousands answered 200 in one go: a part of it each time would never be the whole', async () => {
    const { event } = under.seat();
    const later = { ...event, effectiveAt: '2030-01-31T17:00:00Z' };
    const batch = Array.from({ length: 1_500 }, (_, n) =>
      gridEvent(`large-${n}`, { ...later, id: undefined }),
    );
    const answer = await under.post('grid', JSON.stringify(batch), headers());
    expect(answer.status).toBe(200);
    const { results = [] } = of(answer);
    expect(new Set(results.map(({ decision }) => decision)).size).toBe(1_500);
    expect(results.filter(({ problem }) => problem)).toEqual([]);
  });

  it('has a dry run and the real decision in one batch, which are two', async () => {
    const { event, members, somebody } = under.seat();
    const { id: _, ...data } = event;
    const both = [gridEvent('both', { ...data, dryRun: true }), gridEvent('both', data)];
    const answer = await under.post('grid', JSON.stringify(both), headers());
    expect(of(answer).results).toMatchObject([{ outcome: 'dry-run' }, { outcome: 'removed' }]);
    expect(members()).not.toContain(somebody);
  });

  it('has a batch answered 200 once all of it is on record', async () => {
    const seats = [under.seat(), under.seat()];
    const body = JSON.stringify(seats.map(({ event: { id, ...data } }) => gridEvent(String(id), data)));
    const answer = await under.post('grid', body, { 'aeg-event-type': 'Notification', ...headers() });
    expect(answer.status).toBe(200);
    expect(of(answer).results?.map(({ status }) => status)).toEqual(['done', 'done']);
    for (const { members, somebody } of seats) expect(members()).not.toContain(somebody);
  });
});
