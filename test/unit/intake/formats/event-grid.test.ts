import { describe, expect, it } from 'vitest';
import { readEventGrid } from '../../../../src/intake/formats/event-grid/read-event-grid.ts';
import type { SourceOfFormat } from '../../../../src/intake/formats/reading.ts';
import { decision, deliver, itemsOf, source } from './deliver.ts';

// The rules of https://learn.microsoft.com/azure/event-grid/event-schema, /delivery-and-retry and
// /end-point-validation-event-grid-events-schema

const topic = '/subscriptions/5b4b650e/resourceGroups/chat/providers/Microsoft.EventGrid/topics/verdicts';
const event = {
  id: 'case-1',
  topic,
  subject: 'threads/1',
  eventType: 'Moderation.Decided',
  eventTime: '2026-11-23T09:30:00.1234567Z',
  dataVersion: '1.0',
  metadataVersion: '1',
  data: decision,
};
const named = `${topic} case-1`;

const notify = (body: unknown, type: string | undefined = 'Notification') =>
  deliver(body, { 'content-type': 'application/json; charset=utf-8', 'aeg-event-type': type });
const items = (body: unknown, from?: SourceOfFormat) => itemsOf(readEventGrid, notify(body), from);
const problemOf = (delivery: ReturnType<typeof deliver>) => {
  try {
    readEventGrid(delivery, source);
  } catch (error) {
    return (error as { problem?: string }).problem;
  }
  return undefined;
};

describe('Event Grid asks whether somebody is here', () => {
  const question = {
    ...event,
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    data: {
      validationCode: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6',
      validationUrl: 'http://169.254.169.254/latest?code=1',
    },
  };

  it('and is answered with the code', () => {
    expect(readEventGrid(notify([question], 'SubscriptionValidation'), source)).toEqual({
      kind: 'handshake',
      answer: { validationResponse: question.data.validationCode },
    });
  });

  it('in whatever case the header is written', () => {
    expect(readEventGrid(notify([question], 'subscriptionvalidation'), source)).toMatchObject({
      kind: 'handshake',
    });
  });

  it('and needs no validationUrl, which is never called', () => {
    const fetched = globalThis.fetch;
    globalThis.fetch = () => {
      throw new Error('called');
    };
    try {
      const { validationUrl: _, ...data } = question.data;
      for (const one of [question, { ...question, data }]) {
        expect(readEventGrid(notify([one], 'SubscriptionValidation'), source)).toMatchObject({
          kind: 'handshake',
        });
      }
    } finally {
      globalThis.fetch = fetched;
    }
  });

  it.each<[string, unknown]>([
    ['another type of event', [{ ...question, eventType: 'Moderation.Decided' }]],
    ['no code', [{ ...question, data: {} }]],
    ['an empty code', [{ ...question, data: { validationCode: '' } }]],
    ['a code that is no text', [{ ...question, data: { validationCode: 7 } }]],
    ['no event', []],
    ['two events', [question, question]],
    ['no list', question],
  ])('but not with %s', (_what, body) => {
    expect(problemOf(notify(body, 'SubscriptionValidation'))).toBe('invalid-event');
  });

  it('but not without the header: in a notification the question is an event like others', () => {
    expect(items([question])).toMatchObject([{ kind: 'unusable' }]);
    const plain = deliver([question]);
    expect(itemsOf(readEventGrid, plain)).toMatchObject([{ kind: 'unusable' }]);
  });
});

describe('Event Grid tells that a subscription was deleted', () => {
  it('which decides nothing', () => {
    const told = { ...event, eventType: 'Microsoft.EventGrid.SubscriptionDeletedEvent' };
    expect(readEventGrid(notify([told], 'SubscriptionDeletion'), source)).toMatchObject({
      kind: 'events',
      items: [{ kind: 'ignored' }],
    });
  });
});

describe('a notification of Event Grid', () => {
  it('is a list, of one event too', () => {
    expect(readEventGrid(notify([event]), source)).toMatchObject({
      kind: 'events',
      batch: true,
      items: [{ kind: 'event', event: { source: 'tool', id: named, action: 'remove' } }],
    });
    expect(problemOf(notify(event))).toBe('invalid-event');
  });

  it('has events named by topic and id, or by id alone', () => {
    const { topic: _, ...other } = event;
    expect(items([other])).toMatchObject([{ event: { id: 'case-1' } }]);
    expect(items([{ ...event, data: { ...decision, id: 'inner' } }])).toMatchObject([
      { event: { id: named } },
    ]);
  });

  it('has events that were decided at eventTime, if they do not say when', () => {
    expect(items([event])).toMatchObject([{ event: { occurredAt: Date.parse('2026-11-23T09:30:00.123Z') } }]);
    const data = { ...decision, occurredAt: '2026-11-22T00:00:00Z' };
    expect(items([{ ...event, data }])).toMatchObject([
      { event: { occurredAt: Date.parse('2026-11-22T00:00:00Z') } },
    ]);
  });

  it('has events that do not count, by the types that the source names', () => {
    const from = { ...source, types: ['Moderation.Decided'] };
    expect(items([event, { ...event, id: '2', eventType: 'Moderation.Seen', data: 7 }], from)).toMatchObject([
      { kind: 'event' },
      { kind: 'ignored' },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['data that is no event', { ...event, data: { text: 'hello' } }, '/0/data/action'],
    ['data that names no thread', { ...event, data: { ...decision, threadId: 'x' } }, '/0/data/threadId'],
    ['no data', { ...event, data: undefined }, '/0/data'],
    ['no id', { ...event, id: undefined }, '/0/id'],
    ['a topic with a space, of which two could become one', { ...event, topic: 'a b' }, '/0/topic'],
    ['nothing in it', {}, '/0/id'],
    ['no shape', 7, '/0'],
  ])('is never refused for an event with %s, which goes on record as rejected', (_what, one, pointer) => {
    expect(items([one, { ...event, id: '2' }])).toMatchObject([
      {
        kind: 'unusable',
        event: { source: 'tool', id: expect.any(String), decision: expect.stringMatching(/^[\w-]{27}$/) },
      },
      { kind: 'event' },
    ]);
    expect(JSON.stringify(items([one]))).toContain(`"pointer":"${pointer}"`);
  });

  it('is never refused for an event that can be read in two ways, of which nothing is quoted', () => {
    const twice = JSON.stringify(event).replace('"data":{', '"data":{"private":1,"private":2,');
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const found = items(`[${twice},${deep},${JSON.stringify(event)}]`);
    expect(found).toMatchObject([
      { kind: 'unusable', event: { faults: [{ pointer: '/0' }] } },
      { kind: 'unusable', event: { faults: [{ pointer: '/1' }] } },
      { kind: 'event' },
    ]);
    expect(JSON.stringify(found)).not.toContain('private');
  });

  it('says nothing of what somebody wrote about an event that it cannot use', () => {
    const rawId = decision.participant;
    const data = {
      ...decision,
      participant: { rawId, phoneNumber: { value: '+14255550199' } },
      threadId: 'secret',
    };
    const text = JSON.stringify(items([{ ...event, data }]));
    expect(text).toContain('/0/data/participant');
    expect(text).not.toMatch(/4255550199|secret|8540c0de/);
  });

  it('gives what has no name one that is the same in a redelivery', () => {
    const nameless = [
      { ...event, id: undefined },
      { ...event, id: '' },
    ];
    const ids = (body: unknown) => items(body).map((item) => item.kind === 'unusable' && item.event.id);
    expect(ids(nameless)).toEqual(ids(nameless));
    expect(new Set([...ids(nameless), ...ids([{ ...event, id: undefined, subject: 'x' }])]).size).toBe(3);
  });

  it('may hold an event twice, of which one is taken', () => {
    const other = { ...event, data: { ...decision, action: 'ban' } };
    expect(items([event, event, other]).map(({ kind }) => kind)).toEqual(['event', 'ignored', 'ignored']);
  });

  it('may hold 5,000 events, however many the source may send at once otherwise', () => {
    const many = (length: number) => Array.from({ length }, (_, n) => ({ ...event, topic: 't', id: `${n}` }));
    expect(items(many(5_000), { ...source, maxBatch: 1 })).toHaveLength(5_000);
    expect(problemOf(notify(many(5_001)))).toBe('batch-too-large');
  });

  it('is known without its header only if every event has the shape', () => {
    expect(itemsOf(readEventGrid, deliver([event]))).toMatchObject([{ kind: 'event' }]);
    for (const body of [[event, { id: 'case-2', ...decision }], [7], event]) {
      expect(problemOf(deliver(body))).toBe('invalid-event');
    }
  });

  it.each(['', 'Ping', '__proto__', 'constructor'])('is not known by the header %j', (type) => {
    expect(problemOf(notify([event], type))).toBe('invalid-event');
  });

  it('is JSON in UTF-8: anything else is tried again by Event Grid, so it may be 415', () => {
    const delivery = deliver([event], { 'content-type': 'text/plain', 'aeg-event-type': 'Notification' });
    expect(problemOf(delivery)).toBe('unsupported-media-type');
  });
});

describe('the event subscription of a delivery', () => {
  const kinds = ['SubscriptionValidation', 'Notification', 'SubscriptionDeletion'];
  const comes = (type: string, name: string | undefined, from: SourceOfFormat) => {
    const headers = { 'aeg-event-type': type, ...(name !== undefined && { 'aeg-subscription-name': name }) };
    const validation = {
      ...event,
      eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
      data: { validationCode: 'a-code' },
    };
    return () =>
      readEventGrid(deliver([type === 'SubscriptionValidation' ? validation : event], headers), from);
  };
  const meant = { ...source, subscriptions: ['other', 'To-A-Bouncer'] };

  it.each(kinds)('is one that the source is meant for, in whatever case it is written: %s', (type) => {
    for (const name of ['TO-A-BOUNCER', 'to-a-bouncer']) expect(comes(type, name, meant)).not.toThrow();
  });

  it.each(kinds)('is refused where the source is not meant for it, or it has no name: %s', (type) => {
    for (const name of ['TO-A-BOUNCER-2', 'TO-A', '', undefined]) {
      expect(comes(type, name, meant)).toThrow(expect.objectContaining({ problem: 'not-permitted' }));
    }
  });

  it.each(kinds)('is any where the source does not say: %s', (type) => {
    for (const name of ['ANY', undefined]) expect(comes(type, name, source)).not.toThrow();
  });
});
