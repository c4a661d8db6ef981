import { describe, expect, it } from 'vitest';
import { decision, exitOf } from '../../../local/bouncer/decision.ts';
import { exitCodes, worstOf } from '../../../local/bouncer/exit-codes.ts';

describe('exit codes', () => {
  it('are what scripts rely on', () => {
    expect(exitCodes).toEqual({ done: 0, refused: 1, usage: 2, unavailable: 3, 'goes-on': 4 });
  });

  it.each([
    [['done', 'goes-on', 'refused', 'done'], 'refused'],
    [['goes-on', 'unavailable'], 'unavailable'],
    [['done', 'goes-on'], 'goes-on'],
    [['done', 'done'], 'done'],
    [[], 'done'],
  ] as const)('of many are the worst: %j is %s', (exits, worst) => {
    expect(worstOf(exits)).toBe(worst);
  });

  it.each([
    ['done', 'done'],
    ['ignored', 'done'],
    ['rejected', 'refused'],
    ['failed', 'refused'],
    ['accepted', 'goes-on'],
    ['scheduled', 'goes-on'],
    ['held', 'goes-on'],
    ['some word of a later version', 'refused'],
  ])('of a decision that is %s: %s', (status, exit) => {
    expect(exitOf(decision.parse({ decision: 'd', status }))).toBe(exit);
  });
});
