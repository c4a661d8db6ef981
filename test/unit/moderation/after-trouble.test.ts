import { expect, it } from 'vitest';
import { afterTrouble } from '../../../src/moderation/cleanup/after-trouble.ts';
import { atBeginning } from '../../../src/moderation/cleanup/how-far.ts';

const going = { far: atBeginning, looked: 0, troubles: 0 };
const [forNow, forGood, throttled] = [
  { retryable: true, status: 503 },
  { retryable: false, status: 404 },
  { retryable: true, status: 429 },
];

it('a thread that cannot be looked at for the moment is put off, and one for good is gone without', () => {
  expect(afterTrouble(going, 't', forNow)).toMatchObject({
    far: { later: ['t'] },
    troubles: 1,
    isOver: false,
  });
  expect(afterTrouble(going, 't', forGood)).toMatchObject({
    far: { later: [], missed: { count: 1, named: ['t'] } },
    ...{ troubles: 0, isOver: false },
  });
});

it('the attempt is over with the third in a row, and that is a stop', () => {
  const third = afterTrouble({ ...going, looked: 5, troubles: 2 }, 't', forNow);
  expect(third).toMatchObject({ far: { stops: 1, later: ['t'] }, isOver: true });
});

it('after so many stops it goes on without the thread', () => {
  const late = { ...going, far: { ...atBeginning, stops: 12 }, troubles: 2 };
  expect(afterTrouble(late, 't', forNow)).toMatchObject({
    far: { stops: 12, later: [], missed: { named: ['t'] } },
    isOver: false,
  });
});

it('to be throttled ends the attempt, and is a stop only where nothing came before', () => {
  expect(afterTrouble({ ...going, looked: 1 }, 't', throttled)).toMatchObject({
    far: { stops: 0 },
    isOver: true,
  });
  expect(afterTrouble(going, 't', throttled)).toMatchObject({ far: { stops: 1 }, isOver: true });
});
