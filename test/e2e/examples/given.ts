import type { ExampleStack, Seat } from './example-stack.ts';

/** What an example is given besides its thread and person. */
export interface Given {
  /** Variables more. */
  readonly env?: Readonly<Record<string, string>>;
  /** A second thread that the person is in. */
  readonly other?: string;
  /** Called when the example is over. */
  end?(): void;
}

let made = 0;
function newId(): string {
  made += 1;
  return `given-${made}`;
}
/** For so long after a removal another may be under way, and nobody looks for the person. */
const underWayMs = 5_000;
const dayMs = 24 * 60 * 60_000;

async function ban({ send }: ExampleStack, { thread, person }: Seat): Promise<void> {
  const event = { id: newId(), action: 'ban', threadId: thread, participant: person, reason: 'spam' };
  const answer = await send(event, 'of-the-test');
  if (answer.outcome !== 'ban-set') throw new Error(`No ban: ${JSON.stringify(answer)}`);
}

/** Sends one decision more than the limited source may in a minute; once again, should the minute be over in between. */
async function runAway({ send, seat }: ExampleStack, { thread, person }: Seat): Promise<string> {
  const decided = { action: 'remove', threadId: thread, participant: person };
  for (;;) {
    const others = Array.from({ length: 10 }, () => ({
      ...decided,
      participant: seat().person,
      id: newId(),
    }));
    await send(
      others.map((event) => ({ ...event, dryRun: true })),
      'of-the-test-limited',
    );
    const answer = await send({ ...decided, id: newId() }, 'of-the-test-limited');
    if (answer.status === 'held') return `${answer.decision}`;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** What has to be so before an example, by the words that the pages have for it. */
export const givens: Readonly<Record<string, (house: ExampleStack, seat: Seat) => Promise<Given>>> = {
  banned: async (house, seat) => {
    await ban(house, seat);
    return {};
  },
  'banned, and back unseen': async (house, seat) => {
    const { eventGrid } = house.stack.azure;
    // The thread is new, and word of that would find the person too.
    await eventGrid.settled();
    eventGrid.pause();
    await ban(house, seat);
    await new Promise((resolve) => setTimeout(resolve, underWayMs));
    seat.addBack();
    return { end: () => eventGrid.resume() };
  },
  'two threads': async ({ stack: { azure } }, { person }) => ({
    other: azure.communication.threads.create({ members: [azure.moderatorId, person] }),
  }),
  held: async (house, seat) => ({ env: { DECISION: await runAway(house, seat) } }),
  failed: async ({ send, stack: { azure } }, { thread, person }) => {
    const { threads } = azure.communication;
    threads.remove(thread, azure.moderatorId);
    const event = { id: newId(), action: 'remove', threadId: thread, participant: person };
    const { status, decision } = await send(event, 'of-the-test');
    if (status !== 'failed') throw new Error(`It has not failed, but is ${status}.`);
    threads.add(thread, azure.moderatorId);
    return { env: { DECISION: `${decision}` } };
  },
  leftovers: async ({ stack: { azure } }, { person }) => {
    leaveBehind(azure, person);
    return {};
  },
  'a run': async ({ stack: { azure }, operate }, { person }) => {
    leaveBehind(azure, person);
    const { runs } = await operate('/api/cleanup?rule=idle-support&dryRun=true', 'POST');
    const [{ decision } = { decision: '' }] = runs as { decision: string }[];
    for (;;) {
      const { status, children } = await operate(`/api/decisions/${decision}`);
      const counts = Object.entries((children ?? {}) as Record<string, number>);
      if (status === 'done' && counts.length > 0 && counts.every(([how]) => how === 'done')) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return { env: { DECISION: decision } };
  },
};

/** Somebody in a support thread in which nobody has written for long. */
function leaveBehind({ clock, communication, moderatorId }: ExampleStack['stack']['azure'], person: string) {
  clock.advance(-40 * dayMs);
  communication.threads.create({ topic: 'Support 4711', members: [moderatorId, person] });
  clock.advance(40 * dayMs);
}
