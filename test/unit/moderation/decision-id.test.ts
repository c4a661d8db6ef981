import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decisionId } from '../../../src/moderation/decision-id.ts';

it('is the same for the same source and id, always', () => {
  expect(decisionId('default', 'case-1')).toBe('vSe9-1-iLlpsUKZ1MCXdJ_q1ZUe');
});

it('fits URLs, table keys and log lines, whatever the id holds', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (source, id) => {
      expect(decisionId(source, id)).toMatch(/^[A-Za-z0-9_-]{27}$/);
    }),
  );
});

it('is another one wherever source and id are cut', () => {
  expect(decisionId('a', 'b:c')).not.toBe(decisionId('a:b', 'c'));
  expect(decisionId('a', 'bc')).not.toBe(decisionId('ab', 'c'));
});

it('is another one for a dry run, so that the real decision can still be sent', () => {
  expect(decisionId('default', 'case-1', { dryRun: true })).not.toBe(decisionId('default', 'case-1'));
  expect(decisionId('default', 'case-1', { dryRun: false })).toBe(decisionId('default', 'case-1'));
});
