import { describe, expect, it } from 'vitest';
import { judge } from '../../../bench/chaos/judge/judge.ts';
import { type Happened, type Said, trial } from './trial.ts';

const kick: Said = { action: 'remove', sent: 10, ended: 20 };
const ban: Said = { action: 'ban', sent: 10, ended: 20 };
const unban: Said = { action: 'unban', sent: 30, ended: 40 };

const verdictOn = (happened: Happened) => judge(trial(happened));
const bannedAndLet = { ban: 0, lift: 1 };

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
