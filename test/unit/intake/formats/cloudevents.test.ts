import { describe, expect, it } from 'vitest';
import { readCloudEvents } from '../../../../src/intake/formats/cloudevents/read-cloud-events.ts';
import type { SourceOfFormat } from '../../../../src/intake/formats/reading.ts';
import { decision, deliver, itemOf, itemsOf, participant, pointersOf, source } from './deliver.ts';

// The rules of https://github.com/cloudevents/spec at v1.0.2: HTTP binding and JSON format.

const context = { specversion: '1.0', id: 'case-1', source: '/tool/eu', type: 'com.example.decided' };
const event = { ...context, data: decision };
const named = '/tool/eu case-1';

const structured = (json: unknown, type = 'application/cloudevents+json') =>
  deliver(json, { 'content-type': type });
const binary = (headers: Record<string, string> = {}, body: unknown = decision) => {
  const given = Object.entries(context).map(([name, value]) => [`ce-${name}`, value]);
  return deliver(body, { ...Object.fromEntries(given), ...headers });
};
const batch = (json: unknown, type = 'application/cloudevents-batch+json') =>
  deliver(json, { 'content-type': type });

const read = (delivery: ReturnType<typeof deliver>, from?: SourceOfFormat) =>
  itemOf(readCloudEvents, delivery, from);
const pointers = (delivery: ReturnType<typeof deliver>) => pointersOf(readCloudEvents, delivery);
const problemOf = (delivery: ReturnType<typeof deliver>, from = source) => {
  try {
    readCloudEvents(delivery, from);
  } catch (error) {
    return (error as { problem?: string }).problem;
  }
  return undefined;
};

describe('the mode of a CloudEvent', () => {
  it.each([
    'application/cloudevents+json',
    'Application/CloudEvents+JSON',
    'application/cloudevents+json; charset=utf-8',
    'application/cloudevents+json;charset="UTF-8"',
    ' application/cloudevents+json ',
  ])('is structured with %j', (type) => {
    expect(read(structured(event, type))).toMatchObject({ kind: 'event', event: { id: named } });
  });

  it.each([
    'application/cloudevents-batch+json',
    'APPLICATION/CLOUDEVENTS-BATCH+JSON',
    'application/cloudevents-batch+json; charset=utf-8',
  ])('is batch with %j, which begins like structured and is tested first', (type) => {
    expect(readCloudEvents(batch([event], type), source)).toMatchObject({
      batch: true,
      items: [{ kind: 'event' }],
    });
  });

  it('is binary with any other media type', () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect(read(binary(headers))).toMatchObject({ kind: 'event', event: { id: named } });
  });

  it.each([
    'application/cloudevents+xml',
    'application/cloudevents+avro',
    'application/cloudevents',
    'application/cloudeventsx+json',
    'application/cloudevents-batch+xml',
    'application/cloudevents-batch',
    'application/cloudevents+json; charset=utf-16',
  ])('is of no format that is understood here with %j: 415', (type) => {
    expect(problemOf(structured(event, type))).toBe('unsupported-media-type');
  });

  it('is none at all without a media type: 415', () => {
    expect(problemOf(deliver(decision, { 'content-type': '' }))).toBe('unsupported-media-type');
    expect(problemOf(binary({ 'content-type': '' }))).toBe('unsupported-media-type');
  });

  it('is none at all for text that has none of the headers: 415', () => {
    expect(problemOf(deliver('remove them', { 'content-type': 'text/plain' }))).toBe(
      'unsupported-media-type',
    );
  });

  it('is binary, with every header missing, for JSON that has none of them', () => {
    const item = read(deliver(decision));
    expect(item).toMatchObject({ kind: 'faulty' });
    expect(JSON.stringify(item)).toContain('The header ce-specversion is missing');
  });
});

describe('the attributes of a CloudEvent', () => {
  it('name it by source and id together', () => {
    expect(read(structured(event))).toMatchObject({
      event: { id: named, source: 'tool', action: 'remove', participant: { rawId: participant } },
    });
    const other = read(structured({ ...event, source: '/tool/us' }));
    expect(other).not.toMatchObject({ event: { id: named } });
  });

  it('count, whatever id the data has', () => {
    for (const id of ['inner', 7, '']) {
      const item = read(structured({ ...event, data: { ...decision, id } }));
      expect(item).toMatchObject({ event: { id: named } });
    }
  });

  describe.each(['id', 'source', 'specversion', 'type'] as const)('have %s', (name) => {
    const { [name]: _, ...without } = event;
    it.each<[string, unknown]>([
      ['there', without],
      ['there and not null', { ...event, [name]: null }],
      ['that is not empty', { ...event, [name]: '' }],
      ['as a text', { ...event, [name]: 1 }],
      ['without control characters', { ...event, [name]: 'a\u0007b' }],
    ])('%s', (_what, json) => {
      expect(pointers(structured(json))).toEqual([`/${name}`]);
    });

    it('in binary mode too', () => {
      const { [`ce-${name}`]: __, ...headers } = Object.fromEntries(binary().headers);
      const item = read(deliver(decision, headers));
      const missing = name === 'specversion' ? 'specversion' : name;
      expect(JSON.stringify(item)).toContain(`The header ce-${missing} is missing`);
      expect(pointers(binary({ [`ce-${name}`]: '' }))).toEqual(['']);
    });
  });

  it.each(['0.3', '1.1', '1', '1.0.2', ' 1.0'])(
    'have no other specversion than 1.0: not %j',
    (specversion) => {
      expect(pointers(structured({ ...event, specversion }))).toEqual(['/specversion']);
    },
  );

  it.each(['/tool', 'urn:uuid:1', 'https://example.com/a?b=c#d', 'mailto:a@example.com', '#a', '%C3%A4'])(
    'have the URI reference %s for a source',
    (from) => {
      expect(read(structured({ ...event, source: from }))).toMatchObject({ event: { id: `${from} case-1` } });
    },
  );

  it.each(['a tool', ' ', 'ä', 'a\\b', '<a>', '100%', 'a\nb'])('have no %j for a source', (from) => {
    expect(pointers(structured({ ...event, source: from }))).toEqual(['/source']);
  });

  it('have a source without spaces, so that no two pairs of source and id have one name', () => {
    const one = read(structured({ ...event, source: 'a', id: 'b c' }));
    expect(one).toMatchObject({ event: { id: 'a b c' } });
    expect(pointers(structured({ ...event, source: 'a b', id: 'c' }))).toEqual(['/source']);
  });

  it('have source and id of 1,023 characters at most', () => {
    const id = 'x'.repeat(1_023 - context.source.length);
    expect(read(structured({ ...event, id }))).toMatchObject({ kind: 'event' });
    expect(pointers(structured({ ...event, id: `${id}x` }))).toEqual(['/id']);
  });

  it('have a time as in RFC 3339, which is when it was decided if the data does not say', () => {
    const time = '2026-11-23T10:00:00.123456789+01:00';
    const occurredAt = Date.parse('2026-11-23T09:00:00.123Z');
    expect(read(structured({ ...event, time }))).toMatchObject({ event: { occurredAt } });
    expect(read(binary({ 'ce-time': time }))).toMatchObject({ event: { occurredAt } });
    const data = { ...decision, occurredAt: '2026-11-22T00:00:00Z' };
    expect(read(structured({ ...event, time, data }))).toMatchObject({
      event: { occurredAt: Date.parse('2026-11-22T00:00:00Z') },
    });
  });

  it('may have no time, or null for one', () => {
    expect(read(structured({ ...event, time: null }))).toMatchObject({ kind: 'event' });
  });

  it.each(['yesterday', '2026-11-23', '2026-11-23T10:00:00', '2026-11-31T10:00:00Z', '', 1_700_000_000])(
    'have no %j for a time',
    (time) => {
      expect(pointers(structured({ ...event, time }))).toEqual(['/time']);
    },
  );

  it('have names of a to z and 0 to 9', () => {
    expect(pointers(structured({ ...event, traceParent: 'x' }))).toEqual(['/traceParent']);
    expect(pointers(structured({ ...event, 'trace-parent': 'x' }))).toEqual(['/trace-parent']);
    expect(pointers(structured({ ...event, '': 'x' }))).toEqual(['/']);
    expect(pointers(binary({ 'ce-trace-parent': 'x' }))).toEqual(['']);
  });

  it('may be extensions, which are ignored whatever they hold', () => {
    const more = { traceparent: '00-1-2-00', sequence: 1, ok: true, odd: { a: [1] }, none: null };
    expect(read(structured({ ...event, ...more }))).toEqual(read(structured(event)));
    expect(read(binary({ 'ce-traceparent': '00-1-2-00' }))).toMatchObject({ kind: 'event' });
  });

  it('may have a type that the source does not name: then it is ignored, whatever its data', () => {
    const from = { ...source, types: ['com.example.decided'] };
    expect(read(structured(event), from)).toMatchObject({ kind: 'event' });
    const other = { ...event, type: 'com.example.seen', data: 7, datacontenttype: 'text/plain' };
    expect(read(structured(other), from)).toMatchObject({ kind: 'ignored' });
    const inHeaders = binary({ 'ce-type': 'com.example.seen', 'content-type': 'text/plain' }, 'seen');
    expect(read(inHeaders, from)).toMatchObject({ kind: 'ignored' });
  });
});

describe('an attribute that is no text', () => {
  // What cannot be turned into a text at all is met by its fault, not by an exception.
  it.each([{}, [], 7, true, { toString: 1 }, { toString: null, valueOf: {} }])('is a fault (%j)', (value) => {
    for (const name of ['id', 'source', 'type', 'time', 'datacontenttype']) {
      expect(pointers(structured({ ...event, [name]: value }))).toContain(`/${name}`);
    }
  });
});

describe('a binary CloudEvent', () => {
  const idOf = (value: string) => {
    const item = read(binary({ 'ce-id': value }));
    return item?.kind === 'event' ? item.event.id.slice(context.source.length + 1) : item?.kind;
  };

  it('has headers in whatever case', () => {
    const headers = Object.entries(context).map(([name, value]) => [`Ce-${name.toUpperCase()}`, value]);
    expect(read(deliver(decision, Object.fromEntries(headers)))).toMatchObject({ event: { id: named } });
  });

  it.each([
    ['has a value in double quotes unescaped', '"say \\"hi\\" \\\\o/"', 'say "hi" \\o/'],
    ['has a value in double quotes unescaped before it is percent-decoded', '"%22\\%22"', '""'],
    ['has percent-encoding undone', 'Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
    ['has percent-encoding undone once', '100%2525', '100%25'],
    ['may have escapes in lower case', '%e2%82%ac', '€'],
    ['may have escapes that nobody needs', '%63%61%73%65%2D%31', 'case-1'],
  ])('%s', (_what, value, id) => {
    expect(idOf(value)).toBe(id);
  });

  it.each([
    ['an overlong form', '%C0%A0'],
    ['half a character', '%E2%82'],
    ['a surrogate', '%ED%A0%80'],
    ['a byte of none', '%FF'],
  ])('must not hold UTF-8 that is invalid: %s', (_what, value) => {
    expect(idOf(value)).toBe('faulty');
  });

  it.each([
    ['half an escape', '100%'],
    ['an escape that is none', '%ZZ'],
    ['a quotation without end', '"case-1'],
    ['a quotation whose end is escaped', '"case-1\\"'],
    ['characters beyond ASCII', 'caf\u00e9'],
  ])('must not have %s in a header', (_what, value) => {
    expect(idOf(value)).toBe('faulty');
  });

  it('is checked behind the encoding, not before', () => {
    expect(pointers(binary({ 'ce-source': '%2Ftool%20eu' }))).toEqual(['']);
    expect(read(binary({ 'ce-specversion': '%31%2E%30' }))).toMatchObject({ kind: 'event' });
  });

  it('must not have ce-datacontenttype: Content-Type says it', () => {
    const item = read(binary({ 'ce-datacontenttype': 'application/json' }));
    expect(item).toMatchObject({ kind: 'faulty', faults: [{ pointer: '' }] });
  });

  it.each(['application/json', 'application/vnd.tool+json', 'text/json; charset=utf-8'])(
    'has data of the type %s',
    (type) => {
      expect(read(binary({ 'content-type': type }))).toMatchObject({ kind: 'event' });
    },
  );

  it.each(['text/plain', 'application/xml', 'application/octet-stream', 'application/json; charset=utf-16'])(
    'has no data of the type %s: 415',
    (type) => {
      expect(problemOf(binary({ 'content-type': type }))).toBe('unsupported-media-type');
    },
  );

  it('has the faults of its data where they stand in the body', () => {
    expect(pointers(binary({}, { ...decision, threadId: 'x' }))).toEqual(['/threadId']);
    expect(problemOf(binary({}, '{"action":1,"action":2}'))).toBe('unsafe-json');
    expect(problemOf(binary({}, 'remove them'))).toBe('not-json');
  });
});

describe('a structured CloudEvent', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const encoded = (text: string) => ({ ...context, data_base64: base64(text) });

  it.each([
    undefined,
    null,
    'application/json',
    'application/vnd.tool+json',
    'Application/JSON; charset=utf-8',
  ])('has JSON for its data with %j for a datacontenttype', (datacontenttype) => {
    expect(read(structured({ ...event, datacontenttype }))).toMatchObject({ kind: 'event' });
  });

  it.each(['text/plain', 'application/xml', 'JSON'])('has no data of the type %j: 415', (datacontenttype) => {
    expect(problemOf(structured({ ...event, datacontenttype }))).toBe('unsupported-media-type');
  });

  it.each(['', 7, ['application/json']])('has no %j for a datacontenttype', (datacontenttype) => {
    expect(pointers(structured({ ...event, datacontenttype }))).toEqual(['/datacontenttype']);
  });

  it('has the faults of its data where they stand in it', () => {
    expect(pointers(structured({ ...event, data: { ...decision, threadId: 'x' } }))).toEqual([
      '/data/threadId',
    ]);
    expect(pointers(structured({ ...event, data: JSON.stringify(decision) }))).toEqual(['/data']);
    expect(pointers(structured(context))).toEqual(['/data']);
  });

  it('may have its data in base64', () => {
    expect(read(structured(encoded(JSON.stringify(decision))))).toEqual(read(structured(event)));
    const both = { ...event, data: null, data_base64: base64(JSON.stringify(decision)) };
    expect(read(structured(both))).toEqual(read(structured(event)));
  });

  it.each([
    ['is no text', 7],
    ['has no padding', 'e30'],
    ['is written for URLs', Buffer.from('{"a":"???>>>"}').toString('base64url')],
    ['has a line break', 'e3\n0='],
    ['has something behind its end', 'e30=e30='],
    ['has bits left over', 'e31='],
  ])('has no base64 that %s', (_what, data_base64) => {
    expect(pointers(structured({ ...context, data_base64 }))).toEqual(['/data_base64']);
  });

  it.each([
    ['no JSON', 'remove them'],
    ['a name that stands twice', '{"action":"remove","action":"ban"}'],
    ['an event with faults', JSON.stringify({ ...decision, threadId: 'x' })],
  ])('has no base64 that holds %s', (_what, text) => {
    expect(pointers(structured(encoded(text)))).toEqual(['/data_base64']);
  });

  it('has one of data and data_base64', () => {
    const twice = { ...event, ...encoded(JSON.stringify(decision)) };
    expect(pointers(structured(twice))).toEqual(['/data_base64']);
  });

  it.each(['null', '[{}]', '"event"', '7'])('is an object, not %s', (text) => {
    expect(pointers(structured(text))).toEqual(['']);
  });

  it('is refused if it can be read in two ways', () => {
    const twice = JSON.stringify(event).replace('{', '{"id":"case-0",');
    expect(problemOf(structured(twice))).toBe('unsafe-json');
  });

  it('may be larger than 64 KiB', () => {
    const data = { ...decision, evidence: 'x'.repeat(512 * 1024) };
    expect(read(structured({ ...event, data }))).toMatchObject({ kind: 'event' });
  });
});

describe('a batch of CloudEvents', () => {
  it('may hold none', () => {
    expect(readCloudEvents(batch([]), source)).toEqual({ kind: 'events', batch: true, items: [] });
  });

  it('is a list', () => {
    expect(problemOf(batch(event))).toBe('invalid-event');
  });

  it('is not held up by one bad event, whose faults say where in the batch they are', () => {
    const twice = JSON.stringify({ ...event, id: '6' }).replace('{', '{"id":"0",');
    const entries = [
      event,
      { ...event, id: '2', data: { ...decision, threadId: 'x' } },
      { ...event, id: '3', source: '' },
      { ...event, id: '4', datacontenttype: 'text/plain' },
      7,
    ].map((entry) => JSON.stringify(entry));
    const body = `[${[...entries, twice, JSON.stringify({ ...event, id: '7' })].join(',')}]`;
    expect(itemsOf(readCloudEvents, batch(body))).toMatchObject([
      { kind: 'event' },
      { kind: 'faulty', id: '/tool/eu 2', faults: [{ pointer: '/1/data/threadId' }] },
      { kind: 'faulty', faults: [{ pointer: '/2/source' }] },
      { kind: 'faulty', faults: [{ pointer: '/3/datacontenttype' }] },
      { kind: 'faulty', faults: [{ pointer: '/4' }] },
      { kind: 'faulty', faults: [{ pointer: '/5/id' }] },
      { kind: 'event' },
    ]);
  });

  it('may hold an event twice, of which one is taken; another of its name is a mistake', () => {
    const other = { ...event, data: { ...decision, action: 'ban' } };
    expect(itemsOf(readCloudEvents, batch([event, event, other]))).toMatchObject([
      { kind: 'event' },
      { kind: 'ignored' },
      { kind: 'faulty', id: named, faults: [{ pointer: '/2/id' }] },
    ]);
  });

  it('holds as many events as the source may send at once, and is refused whole with one more', () => {
    const from = { ...source, maxBatch: 2 };
    const many = (length: number) => batch(Array.from({ length }, (_, n) => ({ ...event, id: `${n}` })));
    expect(itemsOf(readCloudEvents, many(2), from)).toHaveLength(2);
    expect(problemOf(many(3), from)).toBe('batch-too-large');
  });
});
