import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Call } from '../../../local/azure/door/call-log.ts';
import { createFaults } from '../../../local/azure/door/faults.ts';

const call = (detail: Partial<Call> = {}): Call => ({
  ...{ at: 0, service: 'communication', operation: 'chat.removeParticipant', method: 'POST', path: '/' },
  ...detail,
});

test('a fault meets exactly as many calls as wanted, after exactly as many as skipped', () => {
  const small = fc.integer({ min: 0, max: 10 });
  fc.assert(
    fc.property(small, small, small, (skip, times, calls) => {
      const faults = createFaults();
      const added = faults.add({ status: 503, skip, times });
      const met = Array.from({ length: calls }, () => faults.take(call()) !== undefined);
      expect(met).toEqual(met.map((_, index) => index >= skip && index < skip + times));
      expect(added.hits).toBe(met.filter(Boolean).length);
    }),
  );
});

test('the oldest fault that fits goes first, and makes room when it is used up', () => {
  const faults = createFaults();
  faults.add({ status: 500 });
  faults.add({ status: 501, times: 2 });
  faults.add({ status: 502, times: 'always' });
  const seen = Array.from({ length: 5 }, () => faults.take(call())?.status);
  expect(seen).toEqual([500, 501, 501, 502, 502]);
});

test('a fault is met by a call that has everything it names, and by no other', () => {
  const name = fc.constantFrom('a', 'b', undefined);
  const detail = fc.record({ threadId: name, participant: name, actor: name });
  fc.assert(
    fc.property(detail, detail, (match, made) => {
      const faults = createFaults();
      const known = Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
      faults.add({ match: match as Partial<Call>, status: 503 });
      const fits = Object.entries(match).every(([key, value]) => value === undefined || known[key] === value);
      expect(faults.take(call(known)) !== undefined).toBe(fits);
    }),
  );
});

test('what is taken back or cleared meets nothing more, and the others stay', () => {
  const faults = createFaults();
  const first = faults.add({ status: 500, times: 'always' });
  faults.add({ status: 501, times: 'always' });
  first.remove();
  first.remove();
  expect(faults.take(call())?.status).toBe(501);
  faults.clear();
  expect([faults.take(call()), faults.list()]).toEqual([undefined, []]);
});
