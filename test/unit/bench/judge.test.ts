import { describe, expect, it } from 'vitest';
import { judge } from '../../../bench/chaos/judge/judge.ts';
import { bystander, type Happened, person, type Said, trial } from './trial.ts';

const kick: Said = { action: 'remove', sent: 10, ended: 20 };
const ban: Said = { action: 'ban', sent: 10, ended: 20 };
const unban: Said = { action: 'unban', sent: 30, ended: 40 };

const verdictOn = (happened: Happened) => judge(trial(happened));
const bannedAndLet = { ban: 0, lift: 1 };
const nothing = { lost: [], unexpected: [], stale: [], onTheWire: 0 };

describe('the judge of chaos finds nothing wrong', () => {
  const fine: readonly (readonly [string, Happened])[] = [
    ['with a kick', { decisions: [kick], moves: [15] }],
    ['with somebody who came back after a kick', { decisions: [kick], moves: [15, 25] }],
    ['with a second call of a kick whose first answer was lost', { decisions: [kick], moves: [15, 16, 19] }],
    ['with a ban', { decisions: [ban], moves: [15, 50, 51], onRecord: { ban: 0 } }],
    [
      'with a ban that has ended',
      { decisions: [{ ...ban, until: 60 }], moves: [15, 70], onRecord: { ban: 0 } },
    ],
    ['with a ban that was over before anybody could act', { decisions: [{ ...ban, ended: 70, until: 60 }] }],
    [
      'with somebody let in again',
      { decisions: [ban, unban], moves: [15, 45], onRecord: { ban: 0, lift: 1 } },
    ],
    [
      'with a ban that came after the unban',
      { decisions: [{ ...ban, sent: 50, ended: 60 }, unban], onRecord: { lift: 1 } },
    ],
    [
      'with a kick that came after the ban',
      { decisions: [{ ...kick, sent: 50, ended: 60 }, ban], moves: [15], onRecord: { ban: 1 } },
    ],
    [
      'with a call on its way that the unban has waited for',
      {
        decisions: [ban, unban],
        moves: [39],
        calls: [{ at: 32, fault: 'delay' }],
        onRecord: { ban: 0, lift: 1 },
      },
    ],
    [
      'with what nobody has acknowledged',
      { decisions: [{ ...kick, isAcknowledged: false, isRecorded: false }] },
    ],
  ];
  it.each(fine)('%s', (_what, happened) => {
    expect(verdictOn(happened)).toMatchObject(nothing);
  });
});

describe('the judge of chaos finds lost', () => {
  it.each<[string, Happened]>([
    ['a kick whose person is still in', { decisions: [kick] }],
    ['a kick without a record', { decisions: [{ ...kick, isRecorded: false }] }],
    ['a kick whose record has not ended', { decisions: [{ ...kick, status: 'accepted' }], moves: [15] }],
    ['a kick that was given up', { decisions: [{ ...kick, status: 'failed' }], moves: [15] }],
    ['an unban without a record', { decisions: [{ ...unban, isRecorded: false }] }],
  ])('%s', (_what, happened) => {
    expect(verdictOn(happened).lost).toEqual(['decision-0']);
  });

  it('a ban whose person never left', () => {
    expect(verdictOn({ decisions: [ban], onRecord: { ban: 0 } }).lost).toEqual(['decision-0']);
  });

  it('a decision of our own that was given up', () => {
    expect(verdictOn({ decisions: [kick], moves: [15], givenUp: ['own'] }).lost).toEqual(['own']);
  });
});

describe('the judge of chaos finds unexpected', () => {
  it('somebody out about whom nothing was decided', () => {
    expect(verdictOn({ decisions: [], isBystanderOut: true }).unexpected).toEqual([bystander]);
  });

  it.each<[string, Said[]]>([
    ['only an unban', [unban]],
    ['only what is not on record', [{ ...kick, isAcknowledged: false, isRecorded: false }]],
  ])('somebody removed about whom there is %s', (_what, decisions) => {
    const onRecord = decisions[0]?.action === 'unban' ? { lift: 0 } : {};
    expect(verdictOn({ decisions, moves: [50], onRecord }).unexpected).toEqual([person]);
  });
});

describe('the judge of chaos finds stale', () => {
  it.each<[string, Happened, RegExp]>([
    [
      'somebody banned and inside',
      { decisions: [ban], moves: [15, 50], onRecord: { ban: 0 } },
      /banned and inside/,
    ],
    [
      'somebody banned from every thread and inside',
      { decisions: [{ ...ban, everywhere: true }], moves: [15, 50] },
      /banned and inside/,
    ],
    [
      'somebody put out after the unban was done',
      { decisions: [ban, unban], moves: [15, 45, 46], calls: [{ at: 46 }], onRecord: bannedAndLet },
      /removed .* when nothing asked/,
    ],
    [
      'a call that took effect after the unban was done, which should have waited for it',
      {
        decisions: [ban, unban],
        moves: [15, 41, 44],
        calls: [{ at: 38, fault: 'delay' }],
        onRecord: bannedAndLet,
      },
      /removed .* when nothing asked/,
    ],
    [
      'somebody put out when the ban had ended',
      { decisions: [{ ...ban, until: 60 }], moves: [15, 65, 66], calls: [{ at: 66 }], onRecord: { ban: 0 } },
      /removed .* when nothing asked/,
    ],
    ['somebody kicked twice', { decisions: [kick], moves: [15, 25, 30] }, /removed .* when nothing asked/],
    [
      'somebody put out by an old kick, when the unban was done',
      { decisions: [{ ...kick, sent: 50, ended: 60 }, unban], moves: [55], onRecord: { lift: 1 } },
      /removed .* when nothing asked/,
    ],
    ['a ban that is not on record', { decisions: [ban], moves: [15] }, /on record nothing/],
    [
      'a ban on record that was lifted',
      { decisions: [ban, unban], moves: [15], onRecord: { ban: 0 } },
      /banned by nothing, on record name-0/,
    ],
  ])('%s', (_what, happened, why) => {
    const { stale } = verdictOn(happened);
    expect(stale.filter((line) => why.test(line))).toHaveLength(1);
  });

  it('not who was put out by a call that was on the wire longer than a call is waited for, but counts it', () => {
    const happened: Happened = {
      decisions: [ban, unban],
      moves: [15, 45, 47],
      calls: [{ at: 15 }, { at: 32, fault: 'delay' }],
      onRecord: bannedAndLet,
    };
    expect(verdictOn(happened)).toMatchObject({ stale: [], onTheWire: 1 });
  });
});

describe('the judge of chaos counts', () => {
  it('removals of somebody who was out already', () => {
    const happened = { decisions: [kick], moves: [15], calls: [{ at: 15 }, { at: 18 }] };
    expect(verdictOn(happened)).toMatchObject({ ...nothing, removals: 2, duplicated: 1 });
  });

  it('what is acknowledged', () => {
    const decisions = [ban, { ...unban, isAcknowledged: false } as const];
    const { attempts, acknowledged } = verdictOn({ decisions, moves: [15], onRecord: bannedAndLet });
    expect([attempts, acknowledged]).toEqual([2, 1]);
  });
});
