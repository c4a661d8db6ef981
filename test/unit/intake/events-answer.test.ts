import { describe, expect, it } from 'vitest';
import { type Answering, eventsAnswer } from '../../../src/intake/events-answer.ts';
import type { ItemResult } from '../../../src/intake/take-item.ts';

const taken = (id: string, is: Extract<ItemResult, { kind: 'taken' }>['taken']): ItemResult => ({
  kind: 'taken',
  id,
  decision: `decision-of-${id}`,
  taken: is,
});
const done = taken('done', { kind: 'ended', ending: { status: 'done', outcome: 'removed' } });
const goesOn = taken('going', { kind: 'goes-on', status: 'accepted' });
const held = taken('held', {
  kind: 'goes-on',
  status: 'held',
  hold: { code: 'over-rate', detail: 'too many' },
});
const conflict = taken('twice', { kind: 'conflict', differs: ['threadId'] });
const faulty = {
  kind: 'refused',
  problem: 'invalid-event',
  id: 'odd',
  faults: [{ pointer: '/1/action', detail: 'is missing' }],
} as const;
const forbidden = {
  kind: 'refused',
  problem: 'not-permitted',
  id: 'no',
  faults: [{ pointer: '/action', detail: 'is not one that this source was given' }],
} as const;
const ignored: ItemResult = { kind: 'ignored', why: 'it is of no type that counts' };

const reader = { batch: false, sender: 'reads-answers', async: false } as const;
const answer = (results: readonly ItemResult[], how: Partial<Answering> = {}) =>
  eventsAnswer(results, { ...reader, ...how });

describe('one event', () => {
  it('is answered by its decision', () => {
    expect(answer([done])).toMatchObject({
      status: 200,
      jsonBody: { decision: 'decision-of-done', status: 'done' },
    });
    expect(answer([goesOn])).toMatchObject({
      status: 202,
      headers: { Location: '/api/decisions/decision-of-going' },
    });
  });

  it.each([
    ['invalid-event', faulty],
    ['not-permitted', forbidden],
    ['id-taken', conflict],
  ])('is refused as %s', (problem, result) => {
    expect(() => answer([result])).toThrow(expect.objectContaining({ problem }));
  });

  it('that is no decision is counted', () => {
    expect(answer([ignored])).toEqual({ status: 200, jsonBody: { ignored: 1 } });
  });
});

describe('a batch', () => {
  const all = [done, held, conflict, faulty, forbidden, ignored];

  it('is answered event by event, in its order, to a sender that reads that', () => {
    const { status, jsonBody } = answer(all, { batch: true });
    expect(status).toBe(202);
    expect(jsonBody).toMatchObject({
      results: [
        { id: 'done', decision: 'decision-of-done', status: 'done', outcome: 'removed' },
        { id: 'held', status: 'held', problem: { type: 'urn:chat-bouncer:problem:over-rate' } },
        { id: 'twice', status: 'refused', problem: { status: 422, errors: [{ pointer: '/threadId' }] } },
        { id: 'odd', status: 'refused', problem: { status: 400, errors: [{ pointer: '/1/action' }] } },
        { id: 'no', status: 'refused', problem: { status: 403 } },
        { status: 'ignored', detail: 'it is of no type that counts' },
      ],
    });
  });

  it('is 200 once nothing of it goes on, and 202 while anything does', () => {
    expect(answer([done, faulty], { batch: true })).toMatchObject({ status: 200 });
    expect(answer([done, goesOn], { batch: true })).toMatchObject({ status: 202 });
    expect(answer([], { batch: true })).toEqual({ status: 200, jsonBody: { results: [] } });
  });

  it('is refused whole when nothing of it is on record', () => {
    expect(() => answer([faulty, forbidden], { batch: true })).toThrow(
      expect.objectContaining({
        problem: 'invalid-event',
        details: expect.objectContaining({ errors: [...faulty.faults, ...forbidden.faults] }),
      }),
    );
  });

  it.each(['wants-2xx', 'wants-200'] as const)(
    'that is one thing to its sender is refused if any of it was not understood (%s)',
    (sender) => {
      expect(() => answer([done, faulty], { batch: true, sender })).toThrow(
        expect.objectContaining({
          problem: 'invalid-event',
          details: expect.objectContaining({ errors: [{ pointer: '/1/action', detail: 'is missing' }] }),
        }),
      );
    },
  );

  it('is answered 200 to a sender that counts nothing else, also while it goes on', () => {
    expect(answer([goesOn, ignored, ignored], { batch: true, sender: 'wants-200' })).toEqual({
      status: 200,
      jsonBody: { results: [{ id: 'going', decision: 'decision-of-going', status: 'accepted' }], ignored: 2 },
    });
    expect(answer([ignored], { sender: 'wants-200' })).toEqual({ status: 200, jsonBody: { ignored: 1 } });
    expect(answer([goesOn], { sender: 'wants-2xx' })).toMatchObject({ status: 202 });
  });

  it('says that it did not wait, if it was asked not to', () => {
    expect(answer([goesOn], { batch: true, async: true })).toMatchObject({
      headers: { 'Preference-Applied': 'respond-async' },
    });
  });
});
