import { describe, expect, it } from 'vitest';
import { readNative } from '../../../../src/intake/formats/native.ts';
import { decision, deliver, itemOf, itemsOf, pointersOf, source } from './deliver.ts';

const event = { id: 'case-1', ...decision };
const kinds = (body: unknown) => itemsOf(readNative, deliver(body)).map(({ kind }) => kind);

describe('native JSON', () => {
  it('is one event', () => {
    expect(readNative(deliver(event), source)).toMatchObject({
      kind: 'events',
      batch: false,
      items: [{ kind: 'event', event: { source: 'tool', id: 'case-1', action: 'remove' } }],
    });
  });

  it('takes a missing id from the header webhook-id, with a single event only', () => {
    const headers = { 'webhook-id': 'msg_1' };
    expect(itemOf(readNative, deliver(decision, headers))).toMatchObject({ event: { id: 'msg_1' } });
    expect(pointersOf(readNative, deliver([decision], headers))).toEqual(['/0/id']);
  });

  it('has its faults with it, and its id if that can be read', () => {
    const item = itemOf(readNative, deliver({ ...event, threadId: 'x', until: 7 }));
    expect(item).toMatchObject({
      kind: 'faulty',
      id: 'case-1',
      faults: [{ pointer: '/threadId' }, { pointer: '/until' }],
    });
    expect(itemOf(readNative, deliver({ ...event, id: 7 }))).not.toHaveProperty('id');
  });

  it.each(['text/plain', '', 'application/json; charset=utf-16', 'application/problem+json'])(
    'is not sent as %j',
    (type) => {
      const delivery = deliver(event, { 'content-type': type });
      expect(() => readNative(delivery, source)).toThrow(
        expect.objectContaining({ problem: 'unsupported-media-type' }),
      );
    },
  );

  it('is a CloudEvent if its media type or a header says so', () => {
    const structured = { specversion: '1.0', id: '1', source: '/tool', type: 'decided', data: decision };
    const inBody = deliver(structured, { 'content-type': 'application/cloudevents+json' });
    expect(itemOf(readNative, inBody)).toMatchObject({ event: { id: '/tool 1' } });
    const inHeaders = deliver(decision, {
      'ce-specversion': '1.0',
      'ce-id': '1',
      'ce-source': '/tool',
      'ce-type': 'decided',
    });
    expect(itemOf(readNative, inHeaders)).toMatchObject({ event: { id: '/tool 1' } });
  });
});

describe('a native batch', () => {
  it('is a list, of no event too', () => {
    expect(readNative(deliver([]), source)).toEqual({ kind: 'events', batch: true, items: [] });
    expect(kinds([event, { ...event, id: 'case-2' }])).toEqual(['event', 'event']);
  });

  it('is not held up by one bad event, whose faults say where in the batch they are', () => {
    const bad = { ...event, id: 'case-2', participant: { kind: 'unknown' } };
    const items = itemsOf(readNative, deliver([event, bad, 7, { ...event, id: 'case-3' }]));
    expect(items).toMatchObject([
      { kind: 'event' },
      { kind: 'faulty', id: 'case-2', faults: [{ pointer: '/1/participant' }] },
      { kind: 'faulty', faults: [{ pointer: '/2' }] },
      { kind: 'event' },
    ]);
  });

  it('is not held up by an event that can be read in two ways', () => {
    const twice = JSON.stringify(event).replace('{', '{"participant":"8:acs:x",');
    const items = itemsOf(readNative, deliver(`[${twice},${JSON.stringify(event)}]`));
    expect(items).toMatchObject([
      { kind: 'faulty', faults: [{ pointer: '/0/participant' }] },
      { kind: 'event' },
    ]);
  });

  it('takes the first of an id, and tells of every other, the same or not', () => {
    const other = { ...event, action: 'ban' };
    expect(itemsOf(readNative, deliver([event, other, event]))).toMatchObject([
      { kind: 'event', event: { action: 'remove' } },
      { kind: 'faulty', id: 'case-1', faults: [{ pointer: '/1/id', detail: expect.stringContaining('/0') }] },
      { kind: 'faulty', id: 'case-1', faults: [{ pointer: '/2/id' }] },
    ]);
  });

  it('holds as many events as the source may send at once, and is refused whole with one more', () => {
    const many = (length: number) => deliver(Array.from({ length }, (_, n) => ({ ...event, id: `${n}` })));
    const small = { ...source, maxBatch: 3 };
    expect(itemsOf(readNative, many(3), small)).toHaveLength(3);
    expect(() => readNative(many(4), small)).toThrow(expect.objectContaining({ problem: 'batch-too-large' }));
  });
});
