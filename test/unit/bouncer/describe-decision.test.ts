import { describe, expect, it } from 'vitest';
import { decision } from '../../../local/bouncer/decision.ts';
import { describeDecision } from '../../../local/bouncer/describe-decision.ts';
import { describeSent } from '../../../local/bouncer/describe-sent.ts';
import { sentItems } from '../../../local/bouncer/sent-item.ts';
import { when } from '../../../local/bouncer/when.ts';
import { wouldAct } from '../../../local/bouncer/would-act.ts';
import { deskUnderTest } from './desk-under-test.ts';

const desk = deskUnderTest();
const lines = (...text: string[]) => text.join('\n');

const failed = decision.parse({
  ...{ decision: 'D1', source: 'default', id: 'case-1', action: 'remove', status: 'failed', attempts: 3 },
  ...{ threadId: '19:abc@thread.v2', participant: '8:acs:somebody', reason: 'spam' },
  problem: {
    type: 'urn:x',
    title: 'The chat platform refuses',
    detail: 'Forbidden.',
    hint: 'Add the moderator.',
  },
  ...{ received: '2026-11-23T08:00:00Z', updated: '2026-11-23T08:30:00.123Z' },
});

describe('a decision, for people', () => {
  it('that has failed says who, where, why, and what to do', () => {
    expect(describeDecision(failed, desk)).toBe(
      lines(
        'D1  failed (3 attempts)',
        '  what      remove',
        '  person    8:acs:somebody',
        '  thread    19:abc@thread.v2',
        '  reason    spam',
        '  sent as   case-1, by default',
        '  received  2026-11-23 08:00:00Z, 1 hour ago',
        '  ended     2026-11-23 08:30:00Z, 30 minutes ago',
        '  why       The chat platform refuses: Forbidden.',
        '  to do     Add the moderator.',
      ),
    );
  });

  it('stays on its lines, and lets nobody move the cursor, whatever a sender has written', () => {
    const reason = 'spam\n  person    8:acs:forged\u001b[2A\r\u2028\u202e';
    const told = describeDecision({ ...failed, reason, id: 'a\u001b]52;c;x\u0007' }, desk);
    expect(told.split('\n')).toHaveLength(describeDecision(failed, desk).split('\n').length);
    expect(told.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    expect(describeSent(sentItems.parse({ status: 'ignored', id: 'a\nb\u001b[2A' }), 200, desk)).toMatch(
      /^a.b.\[2A {2}ignored$/u,
    );
  });

  it('that ended well says how', () => {
    const done = decision.parse({ decision: 'D1', status: 'done', outcome: 'ban-set' });
    expect(describeDecision(done, desk)).toBe('D1  done, ban-set');
  });

  it('that was a dry run says so, and for every thread', () => {
    const of = {
      decision: 'D1',
      status: 'done',
      outcome: 'dry-run',
      action: 'ban',
      dryRun: true,
      threadId: '*',
    };
    expect(describeDecision(decision.parse({ ...of, detail: 'Would be out of 3 threads.' }), desk)).toBe(
      lines(
        'D1  done, dry-run',
        '  what      ban, as a dry run',
        '  thread    every thread',
        '  detail    Would be out of 3 threads.',
      ),
    );
  });

  it('that is held says why and until when', () => {
    const hold = { type: 'urn:x', title: 'The source sends more than it may', detail: '31 in a minute.' };
    const held = { decision: 'D1', status: 'held', hold, heldUntil: '2026-11-30T09:00:00Z' };
    expect(describeDecision(decision.parse(held), desk)).toBe(
      lines(
        'D1  held',
        '  why       The source sends more than it may: 31 in a minute.',
        '  held till 2026-11-30 09:00:00Z, in 7 days',
      ),
    );
  });

  it('that is tried again says what stood in the way and when it goes on', () => {
    const waits = {
      decision: 'D1',
      status: 'accepted',
      lastError: { type: 'urn:x', detail: 'ACS answered 503.' },
    };
    expect(describeDecision(decision.parse({ ...waits, notBefore: '2026-11-23T09:00:40Z' }), desk)).toBe(
      lines(
        'D1  accepted',
        '  why       ACS answered 503.',
        '  next      2026-11-23 09:00:40Z, in 40 seconds',
      ),
    );
  });
});

describe('what was sent, for people', () => {
  const describeAnswer = (json: unknown, status = 202) => describeSent(sentItems.parse(json), status, desk);

  it('says where to look for what goes on', () => {
    expect(describeAnswer({ decision: 'D1', status: 'accepted' })).toBe(
      lines('D1  accepted', '', 'It goes on. Look again: status D1'),
    );
    expect(describeAnswer({ decision: 'D1', status: 'held' })).toBe(
      lines('D1  held', '', 'It waits until somebody confirms it: confirm D1'),
    );
  });

  it('counts a batch, and names what was not understood in it', () => {
    const errors = [{ pointer: '/1/action', detail: 'must be remove, ban or unban' }];
    const results = [
      { id: 'a', decision: 'D1', status: 'done', outcome: 'removed' },
      {
        id: 'b',
        status: 'refused',
        problem: { type: 'urn:x', title: 'It is not understood', detail: '…', errors },
      },
      { id: 'c', decision: 'D3', status: 'accepted' },
      { id: 'd', decision: 'D4', status: 'accepted' },
    ];
    expect(describeAnswer({ results })).toBe(
      lines(
        'D1  done, removed',
        '  sent as   a',
        'b  refused',
        '  why       It is not understood: 1/action must be remove, ban or unban',
        'D3  accepted',
        '  sent as   c',
        'D4  accepted',
        '  sent as   d',
        '',
        '2 of them go on. Look again: status D3',
        '',
        '1 done, 1 refused, 2 accepted',
      ),
    );
  });

  it('says of what is no decision that it was ignored', () => {
    expect(describeAnswer({ status: 'ignored' }, 200)).toBe('ignored');
    const results = [{ id: 'a', status: 'ignored' }];
    expect(describeAnswer({ results }, 200)).toBe('a  ignored');
  });

  it('says what it can of an answer that is no decision', () => {
    expect(describeAnswer({ validationResponse: 'x' }, 200)).toBe(
      'Taken (200); the app says no more about it.',
    );
  });
});

it('a dry run over many says which', () => {
  const { text, json, exit } = wouldAct([failed], 'redriven', desk);
  expect(text).toMatch(/^D1 {2}failed[\s\S]*\n\nA dry run: 1 would be redriven\.$/);
  expect([exit, json]).toEqual(['done', { dryRun: true, redriven: [failed] }]);
  expect(wouldAct([], 'redriven', desk).text).toBe('A dry run: nothing would be redriven.');
});

describe('a time, for people', () => {
  const now = Date.parse('2026-11-23T09:00:00Z');
  it.each([
    ['2026-11-23T08:59:59.500Z', '2026-11-23 08:59:59Z, just now'],
    ['2026-11-23T08:58:00Z', '2026-11-23 08:58:00Z, 2 minutes ago'],
    ['2026-11-23T10:59:59.900Z', '2026-11-23 10:59:59Z, in 2 hours'],
    ['2026-12-01T09:00:00Z', '2026-12-01 09:00:00Z, in 8 days'],
    ['not a time', 'not a time'],
  ])('%s is %s', (iso, shown) => {
    expect(when(iso, now)).toBe(shown);
  });

  it('that is not there is not shown', () => {
    expect(when(undefined, now)).toBeUndefined();
  });
});
