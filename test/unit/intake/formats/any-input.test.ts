import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpProblem } from '../../../../src/http/http-problem.ts';
import { formats } from '../../../../src/intake/formats/formats.ts';
import type { Delivery, Item, ReadFormat, SourceOfFormat } from '../../../../src/intake/formats/reading.ts';
import { anyHeaders, lookalike, validDecision } from './arbitrary.ts';
import { deliver } from './deliver.ts';

const sources: readonly SourceOfFormat[] = [
  { name: 'tool', maxBatch: 3 },
  {
    name: 'mapped',
    maxBatch: 3,
    participantFrom: { path: 'data.object.author', prefix: '8:acs:' },
    threadFrom: { path: '/item/cid', suffix: '@thread.v2' },
    actionsFrom: Object.fromEntries([['constructor', 'ban' as const]]),
    types: ['ban', 'user.banned', 'queue_item.action'],
  },
];

/** What a reader made of a delivery: nothing, if it said what problem it had. */
function readSafely(read: ReadFormat, delivery: Delivery, source: SourceOfFormat): readonly Item[] {
  try {
    const reading = read(delivery, source);
    return reading.kind === 'events' ? reading.items : [];
  } catch (error) {
    if (error instanceof HttpProblem) return [];
    throw error;
  }
}

describe.each(Object.entries(formats))('the format %s', (_name, read) => {
  const everySource = (delivery: Delivery) => sources.flatMap((source) => readSafely(read, delivery, source));

  it('has an answer or a problem for any bytes, and makes no event of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), anyHeaders, (bytes, headers) => {
        expect(everySource(deliver(bytes, headers)).filter(({ kind }) => kind === 'event')).toEqual([]);
      }),
    );
  });

  it('has an answer or a problem for any JSON, and makes no event of it', () => {
    fc.assert(
      fc.property(fc.json(), anyHeaders, (text, headers) => {
        expect(everySource(deliver(text, headers)).filter(({ kind }) => kind === 'event')).toEqual([]);
      }),
    );
  });

  it('has an answer or a problem for what looks like events, and names a thread and a person in each', () => {
    fc.assert(
      fc.property(lookalike, anyHeaders, (text, headers) => {
        for (const item of everySource(deliver(text, headers))) {
          if (item.kind === 'faulty' || item.kind === 'unusable') {
            const { faults } = item.kind === 'faulty' ? item : item.event;
            expect(faults.length).toBeGreaterThan(0);
            for (const { pointer } of faults) expect(pointer).toMatch(/^(\/|$)/);
          }
          if (item.kind !== 'event') continue;
          expect(item.event.threadId).toMatch(/^(\*|19:[\w-]+@thread\.v2)$/);
          expect(item.event.participant.rawId).not.toBe('');
          expect(item.event.id).not.toBe('');
        }
      }),
    );
  });

  it('never reads one event from a text in which a member of it stands twice', () => {
    const members = fc.constantFrom('action', 'threadId', 'participant');
    fc.assert(
      fc.property(validDecision, members, (decision, member) => {
        const twice = JSON.stringify({ id: 'case-1', ...decision }).replace('{', `{"${member}":"x",`);
        const grid = `[{"id":"1","eventType":"t","eventTime":"2026-11-23T09:30:00Z","data":${twice}}]`;
        const structured = `{"specversion":"1.0","id":"1","source":"/a","type":"t","data":${twice}}`;
        const deliveries = [
          deliver(twice),
          deliver(`[${twice}]`),
          deliver(grid),
          deliver(structured, { 'content-type': 'application/cloudevents+json' }),
          deliver(`[${structured}]`, { 'content-type': 'application/cloudevents-batch+json' }),
        ];
        for (const delivery of deliveries) {
          expect(everySource(delivery).filter(({ kind }) => kind === 'event')).toEqual([]);
        }
      }),
    );
  });

  it('changes nothing about objects for having read __proto__', () => {
    const poison = '{"__proto__":{"action":"ban","polluted":true},"type":"user.banned","id":"1"}';
    for (const text of [poison, `[${poison}]`, `{"data":${poison}}`]) everySource(deliver(text));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
