import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notPermitted } from '../../../src/intake/permit.ts';

const actions = ['remove', 'ban', 'unban'] as const;
const thread = fc.stringMatching(/^19:[A-Za-z0-9_-]{1,20}@thread\.v2$/);
const target = fc.oneof(thread, fc.constant('*'));
const pointers = (...call: Parameters<typeof notPermitted>) =>
  notPermitted(...call).map(({ pointer }) => pointer);

describe('a source', () => {
  it('that was given nothing in particular may do everything', () => {
    fc.assert(
      fc.property(fc.constantFrom(...actions), target, (action, threadId) => {
        expect(notPermitted({ action, threadId }, {})).toEqual([]);
      }),
    );
  });

  it('acts on no thread outside of its list, whichever that is (API1)', () => {
    fc.assert(
      fc.property(fc.array(thread, { minLength: 1 }), target, (threads, threadId) => {
        const allowed = threads.includes(threadId);
        expect(pointers({ action: 'remove', threadId }, { threads })).toEqual(allowed ? [] : ['/threadId']);
      }),
    );
  });

  it.each([
    ['a longer id', '19:abcd@thread.v2'],
    ['a shorter id', '19:ab@thread.v2'],
    ['another case', '19:ABC@thread.v2'],
    ['every thread at once', '*'],
  ])('does not get at a thread that it was not given by %s', (_how, threadId) => {
    expect(pointers({ action: 'remove', threadId }, { threads: ['19:abc@thread.v2'] })).toEqual([
      '/threadId',
    ]);
  });

  it('that was given * may touch every thread, one by one and all at once', () => {
    for (const threadId of ['*', '19:abc@thread.v2']) {
      expect(notPermitted({ action: 'ban', threadId }, { threads: ['*'] })).toEqual([]);
    }
  });

  it('does nothing that is not among its actions (API5)', () => {
    for (const given of actions) {
      for (const action of actions) {
        const found = pointers({ action, threadId: '*' }, { actions: [given] });
        expect(found).toEqual(action === given ? [] : ['/action']);
      }
    }
  });
});
