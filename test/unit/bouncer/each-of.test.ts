import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eachOf } from '../../../local/bouncer/each-of.ts';
import { deskUnderTest } from './desk-under-test.ts';

it('does each once, a few at a time, and keeps the order', async () => {
  const desk = deskUnderTest();
  let [running, most] = [0, 0];
  const items = Array.from({ length: 30 }, (_, index) => index);
  const results = await eachOf(items, 'done', desk, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turns = item % 5; turns >= 0; turns -= 1) await turn();
    running -= 1;
    return item * 2;
  });
  expect(results).toEqual(items.map((item) => item * 2));
  expect(most).toBe(4);
  expect(desk.bars).toEqual([{ what: 'done', total: 30, steps: 30, stopped: true }]);
});

it('takes its bar away when one of them ends it all', async () => {
  const desk = deskUnderTest();
  const failing = eachOf([1, 2, 3], 'done', desk, async () => Promise.reject(new Error('no more')));
  await expect(failing).rejects.toThrow('no more');
  expect(desk.bars[0]?.stopped).toBe(true);
});
