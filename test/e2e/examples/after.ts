import { expect } from 'vitest';
import type { ExampleStack, Seat } from './example-stack.ts';
import type { Given } from './given.ts';

type After = (house: ExampleStack, seat: Seat, given: Given) => Promise<void>;

const soon = { timeout: 40_000, interval: 100 };
const isOut = ({ isIn }: Seat) => expect.poll(isIn, soon).toBe(false);

/** Lets somebody in and whoever hears of it act. */
async function letIn({ stack: { azure } }: ExampleStack, { addBack, isIn }: Seat): Promise<void> {
  addBack();
  await azure.eventGrid.settled();
  expect(isIn()).toBe(true);
}

/** What has to be so after an example, by the words that the pages have for it. */
export const afters: Readonly<Record<string, After>> = {
  out: async (_house, seat) => {
    await isOut(seat);
  },
  'out of both': async ({ stack }, seat, { other = '' }) => {
    await isOut(seat);
    const { threads } = stack.azure.communication;
    await expect.poll(() => threads.members(other), soon).not.toContain(seat.person);
  },
  'stays in': async (_house, { isIn }) => {
    expect(isIn()).toBe(true);
  },
  'kept out': async (_house, seat) => {
    await isOut(seat);
    seat.addBack();
    await isOut(seat);
  },
  'let in': letIn,
  'let in later': async (house, seat) => {
    await isOut(seat);
    const bans = async () => {
      const query = new URLSearchParams({ participant: seat.person });
      return (await house.operate(`/api/bans?${query}`)).bans;
    };
    await expect.poll(bans, soon).toEqual([]);
    await letIn(house, seat);
  },
};
