import { describe, expect, it } from 'vitest';
import { BouncerError } from '../../../local/bouncer/bouncer-error.ts';
import { eventOf, type SaidOfEvent } from '../../../local/bouncer/event-options.ts';
import { ago, ahead } from '../../../local/bouncer/option-values.ts';

const now = Date.parse('2026-11-23T09:00:00Z');
const none: SaidOfEvent = {
  ...{ id: undefined, thread: undefined, participant: undefined, reason: undefined, moderator: undefined },
  ...{ 'occurred-at': undefined, 'dry-run': undefined },
};
const who = { thread: '19:abc@thread.v2', participant: '8:acs:somebody' };

describe('an event from options', () => {
  it('says what was given, and nothing else', () => {
    const { id, ...event } = eventOf('remove', { ...none, ...who }, now);
    expect(event).toEqual({ action: 'remove', threadId: who.thread, participant: who.participant });
    expect(id).toMatch(/^cli-[0-9a-f-]{36}$/);
  });

  it('has an id of its own each time, unless it is given one', () => {
    const make = (id?: string) => eventOf('remove', { ...none, ...who, id }, now).id;
    expect(make()).not.toBe(make());
    expect(make('case-1')).toBe('case-1');
  });

  it('has its times as the app reads them', () => {
    const given = {
      ...{ ...none, ...who, until: ahead.parse('7d'), 'effective-at': ahead.parse('1h') },
      ...{ 'occurred-at': ago.parse('5m'), 'dry-run': true, 'revoke-tokens': true },
      ...{ reason: 'spam', moderator: 'Ada' },
    };
    expect(eventOf('ban', given, now)).toMatchObject({
      action: 'ban',
      reason: 'spam',
      moderator: 'Ada',
      occurredAt: '2026-11-23T08:55:00.000Z',
      effectiveAt: '2026-11-23T10:00:00.000Z',
      until: '2026-11-30T09:00:00.000Z',
      dryRun: true,
      revokeTokens: true,
    });
  });

  it('names all that is missing at once', () => {
    expect(() => eventOf(undefined, none, now)).toThrow(BouncerError);
    expect(() => eventOf(undefined, none, now)).toThrow('--action, --thread, --participant are missing.');
    expect(() => eventOf('ban', { ...none, thread: '*' }, now)).toThrow('--participant is missing.');
  });
});
