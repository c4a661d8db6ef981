import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { keepChronicle } from '../../../bench/chaos/chronicle.ts';
import { dice } from '../../../bench/chaos/dice.ts';
import { letRejoin } from '../../../bench/chaos/rejoin.ts';
import { type RunningAzure, startAzure } from '../../../local/azure/start-azure.ts';

let azure: RunningAzure;
beforeAll(async () => {
  azure = await startAzure();
});
afterAll(() => azure.stop());

function stage(rejoins: number, roll: number) {
  const { communication } = azure;
  const [participant, bystander] = [communication.createIdentity(), communication.createIdentity()];
  const thread = communication.threads.create({ members: [azure.moderatorId, bystander, participant] });
  const seated = {
    stories: [{ participant, threads: [thread], decisions: [], rejoins }],
    bystanders: new Map([[thread, [azure.moderatorId, bystander]]]),
  };
  const chronicle = keepChronicle(azure);
  const rejoining = letRejoin(azure, seated, chronicle, { ...dice(1), roll: () => roll });
  const isIn = () => communication.threads.members(thread).includes(participant);
  return {
    ...{ participant, thread, chronicle, rejoining, isIn },
    remove: () => communication.threads.remove(thread, participant),
  };
}

it('adds somebody again as often as their story says', async () => {
  const { remove, isIn, rejoining } = stage(2, 0.2);
  for (const time of [1, 2]) {
    remove();
    expect(isIn()).toBe(false);
    await vi.waitUntil(isIn);
    expect(rejoining.told).toBe(time);
  }
  remove();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isIn()).toBe(false);
});

it('adds whoever is out when it is told to, and nobody twice', () => {
  const { remove, isIn, rejoining, chronicle } = stage(0, 0.5);
  rejoining.addWhoIsOut(1);
  expect(rejoining.told).toBe(0);
  remove();
  rejoining.addWhoIsOut(1);
  expect([isIn(), rejoining.told]).toEqual([true, 1]);
  expect(chronicle.changes.map(({ what }) => what)).toEqual(['left', 'came']);
});

it('has Event Grid lose some of the comings, and none that follow', () => {
  const { remove, isIn, rejoining } = stage(0, 0.05);
  remove();
  rejoining.addWhoIsOut(1);
  expect([isIn(), rejoining.told, rejoining.untold]).toEqual([true, 0, 1]);
  expect(azure.eventGrid.behaviour.copies).toBe(1);
});
