import { signEvent } from '../../local/send/sign-event.ts';
import { seatPeople } from '../../local/stack/seat-people.ts';
import type { Stack } from '../../local/stack/start-stack.ts';

/** How long senders waited, and what they were told. */
export interface Sent {
  /** Milliseconds, sorted. */
  readonly waits: readonly number[];
  readonly statuses: Readonly<Record<number, number>>;
}

/** So many people leave a thread before the next one is filled: half of what ACS allows in ten seconds. */
const perThread = 5;

/**
 * Sends events one after the other from so many senders at once, each for a person of its own.
 *
 * @param each - called after every event.
 */
export async function sendSteadily(
  stack: Pick<Stack, 'azure' | 'events'>,
  count: number,
  atOnce: number,
  each: (done: number) => void = () => {},
): Promise<Sent> {
  const { azure, events } = stack;
  const waits: number[] = [];
  const statuses: Record<number, number> = {};
  let [taken, done] = [0, 0];
  let seats: { threadId: string; participant: string }[] = [];
  const nextSeat = () => {
    if (seats.length === 0) {
      const thread = seatPeople(
        azure,
        Array.from({ length: perThread }, (_, one) => `${one}`),
      );
      seats = thread.people.slice(1).map(({ rawId }) => ({ threadId: thread.threadId, participant: rawId }));
    }
    const seat = seats.pop();
    if (!seat) throw new Error('No seat.');
    return seat;
  };
  const sender = async () => {
    while (taken < count) {
      taken += 1;
      const seat = nextSeat();
      const body = JSON.stringify({ id: seat.participant, action: 'remove', ...seat });
      const started = performance.now();
      const answer = await fetch(events.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-functions-key': events.key,
          ...signEvent(body, { key: events.signingKey }),
        },
        body,
      });
      await answer.arrayBuffer();
      waits.push(performance.now() - started);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      done += 1;
      // The emulator remembers every call; over a long run that would be what is measured.
      if (done % 1_000 === 0) azure.calls.clear();
      each(done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return { waits: waits.sort((a, b) => a - b), statuses };
}

/** The value that a share of them does not exceed. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
