import { createRateLimiter } from '../../../../local/azure/door/rate-limiter.ts';
import type { Claimed } from '../../../../src/moderation/pace.ts';

const acs = [
  { count: 10, seconds: 10 },
  { count: 30, seconds: 60 },
];
/** How long a message may lie there before a worker looks, and a call may be on its way; milliseconds. */
const [pollMs, travelMs] = [2_000, 500];

/** Somebody to be removed. */
export interface Removal {
  readonly decision: string;
  readonly urgent: boolean;
  /** When its decision comes in, in milliseconds from the start. */
  readonly from: number;
}

/** What a purge is run with. */
export interface Purge {
  readonly removals: readonly Removal[];
  /** Calls of others to the same thread, in milliseconds from the start. */
  readonly others?: readonly number[];
  readonly claim: (removal: Removal) => Promise<Claimed>;
  readonly pushBack: () => Promise<void>;
  readonly clock: { now(): number; pass(ms: number): void };
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** How it went; times in milliseconds from the start. */
export interface Purged {
  readonly removed: ReadonlyMap<string, number>;
  readonly refused: number;
  readonly claims: number;
  /** When the last of them was removed. */
  readonly endedAt: number;
}

interface Step {
  readonly at: number;
  readonly removal?: Removal;
  readonly does: 'claim' | 'call';
}

/**
 * Removes people from one thread in a time of its own: their decisions wait in a queue that is polled every two
 * seconds, claim slots, and call an ACS that counts as the emulator does. What comes at the same time claims at once.
 */
export async function purge({
  removals,
  others = [],
  claim,
  pushBack,
  clock,
  random,
}: Purge): Promise<Purged> {
  const start = clock.now();
  const limiter = createRateLimiter(clock.now, () => true);
  const removed = new Map<string, number>();
  let [refused, claims] = [0, 0];
  const fromQueue = (removal: Removal, delayMs: number): Step => ({
    does: 'claim',
    removal,
    at: clock.now() + Math.ceil(delayMs / 1_000) * 1_000 + Math.floor(random() * (pollMs + 1)),
  });
  const steps: Step[] = [
    ...others.map((at) => ({ does: 'call' as const, at: start + at })),
    ...removals.map((removal) => ({ does: 'claim' as const, removal, at: start + removal.from })),
  ];

  const take = async ({ does, removal }: Step): Promise<void> => {
    if (does === 'claim' && removal) {
      claims += 1;
      const { kind, at } = await claim(removal);
      const isNow = kind === 'slot' && at <= clock.now();
      const call: Step = { does: 'call', removal, at: clock.now() + Math.floor(random() * (travelMs + 1)) };
      steps.push(isNow ? call : fromQueue(removal, at - clock.now()));
      return;
    }
    const wait = limiter.admit('thread', acs);
    if (!removal) return;
    if (wait === 0) {
      removed.set(removal.decision, clock.now() - start);
      return;
    }
    refused += 1;
    await pushBack();
    steps.push(fromQueue(removal, random() * 2_000));
  };

  while (steps.length > 0) {
    const at = Math.min(...steps.map((step) => step.at));
    clock.pass(Math.max(0, at - clock.now()));
    const due = steps.filter((step) => step.at <= at);
    steps.splice(0, steps.length, ...steps.filter((step) => step.at > at));
    await Promise.all(due.map(take));
  }
  return { removed, refused, claims, endedAt: Math.max(...removed.values()) };
}

/** So many removals, decided at the same time. */
export function removalsOf(count: number, urgent: boolean, from = 0): Removal[] {
  const name = urgent ? 'kick' : 'clean-up';
  return Array.from({ length: count }, (_, index) => ({
    decision: `${name}-${from}-${index}`,
    urgent,
    from,
  }));
}
