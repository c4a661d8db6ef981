import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTraffic } from '../../../local/azure/event-grid/traffic.ts';

/** Lets all that can go on do so. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('with nothing under way all is settled at once', async () => {
  await createTraffic().settled();
});

test('settled waits for what is under way, and for what comes meanwhile', async () => {
  const traffic = createTraffic();
  const [one, two] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  void traffic.track(() => one.promise);
  let settled = false;
  void traffic.settled().then(() => {
    settled = true;
  });
  void traffic.track(() => two.promise);
  one.resolve();
  await turn();
  expect(settled).toBe(false);
  two.resolve();
  await turn();
  expect(settled).toBe(true);
});

test('work that fails has ended', async () => {
  const traffic = createTraffic();
  await expect(traffic.track(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await traffic.settled();
});

test('asked right after a resume, settled waits for what was held', async () => {
  const traffic = createTraffic();
  traffic.pause();
  let done = false;
  void traffic.track(async () => {
    await traffic.pass();
    await turn();
    done = true;
  });
  await turn();
  await traffic.settled();
  expect(done).toBe(false);
  traffic.resume();
  await traffic.settled();
  expect(done).toBe(true);
});

test('a pause that follows a resume at once holds what was held', async () => {
  const traffic = createTraffic();
  traffic.pause();
  let passed = false;
  void traffic.track(async () => {
    await traffic.pass();
    passed = true;
  });
  await turn();
  traffic.resume();
  traffic.pause();
  await turn();
  await traffic.settled();
  expect([passed, traffic.paused]).toEqual([false, true]);
});

test('however it is paused and resumed, all work ends once the last pause is over, and is counted right', async () => {
  const step = fc.constantFrom('pause', 'resume', 'work', 'turn');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const traffic = createTraffic();
      let [begun, ended] = [0, 0];
      const deeds = {
        pause: () => traffic.pause(),
        resume: () => traffic.resume(),
        turn,
        work: () => {
          begun += 1;
          void traffic.track(async () => {
            for (let n = 0; n < 3; n += 1) {
              await traffic.pass();
              await turn();
            }
            ended += 1;
          });
        },
      };
      for (const each of steps) await deeds[each]();
      traffic.resume();
      await traffic.settled();
      expect(ended).toBe(begun);
    }),
  );
});
