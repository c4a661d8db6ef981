import type { Attempt } from './attempt.ts';
import { banHasEnded } from './ban-has-ended.ts';
import type { Plan } from './decide.ts';
import { isOwn } from './decided-of.ts';
import { everyThread } from './every-thread.ts';
import { fanOut, overCap } from './fan-out.ts';
import { liftBan } from './lift-ban.ts';
import { outOfTime } from './obstructed.ts';
import type { Outcome } from './outcome.ts';
import { recordStanding } from './record-standing.ts';
import { removeWhileStanding } from './remove-while-standing.ts';
import { sayWhatWouldBe } from './say-what-would-be.ts';
import type { Standing, StandingPair } from './standings.ts';
import { whyNotStanding } from './stands.ts';
import { isSetAbout, withDecision } from './with-decision.ts';

type Carrier<Do extends Plan['do']> = (
  plan: Extract<Plan, { do: Do }>,
  attempt: Attempt,
  pair: StandingPair,
) => Promise<Outcome>;

/** How each plan is carried out. */
const carriers: { readonly [Do in Plan['do']]: Carrier<Do> } = {
  reject: async ({ problem }) => ({ status: 'rejected', problem }),
  superseded: async ({ detail }) => ({ status: 'done', outcome: 'superseded', detail }),
  wait: async ({ until, problem }) => ({ status: 'waiting', until, problem }),
  schedule: ({ at }, attempt, pair) =>
    onRecord(attempt, pair, async () => ({ status: 'waiting', until: at })),
  'dry-run': ({ whyNot }, attempt, pair) => sayWhatWouldBe(whyNot, attempt, pair),
  'lift-ban': (_plan, attempt, pair) => onRecord(attempt, pair, (now) => liftBan(attempt, now)),
  'set-ban': (_plan, attempt, pair) => onRecord(attempt, pair, async () => banHasEnded),
  'set-ban-and-remove': (_plan, attempt, pair) =>
    onRecord(attempt, pair, (now) => removeWhileStanding(attempt, now)),
  // Its place on record it takes along with the mark that a call is under way, which spares a write.
  remove: (_plan, attempt, pair) => removeWhileStanding(attempt, pair),
  'fan-out': async ({ cap }, attempt, pair) => {
    const { event, ports, limits } = attempt;
    // What may not be held is put on record first: until threads can be listed a ban has to keep people out.
    const isDue = cap === Number.POSITIVE_INFINITY || isSetAbout(pair.every, event);
    if (isDue) return await onRecord(attempt, pair, () => fanOutWhatIsLeft(attempt));
    // What may be held is not. One thread too many is enough to know that.
    const threads = await everyThread(ports.chat, limits, cap + 1);
    if (threads.length > cap) return overCap(cap);
    return await onRecord(attempt, pair, () => fanOut(attempt, [{ threads }]));
  },
};

/** Carries out a plan. Throws an `UpstreamError` when something beyond our walls does not work. */
export async function carryOut(plan: Plan, attempt: Attempt, pair: StandingPair): Promise<Outcome> {
  const carrier = carriers[plan.do] as Carrier<Plan['do']>;
  return await carrier(plan, attempt, pair);
}

async function fanOutWhatIsLeft(attempt: Attempt): Promise<Outcome> {
  // Few decisions come here: nobody else need wait for it to load.
  const { threadsLeft } = await import('./threads-left.ts');
  return await fanOut(attempt, threadsLeft(attempt));
}

/** Puts a decision on record before anything else is done about it, and goes on if it stands there. */
async function onRecord(
  attempt: Attempt,
  pair: StandingPair,
  goOn: (pair: StandingPair) => Promise<Outcome>,
): Promise<Outcome> {
  const { event, place } = attempt;
  const { received, now } = attempt.facts();
  if (isOwn(event)) return await goOn(pair);
  const isEvery = place.threadId === '*';
  const row = isEvery ? pair.every : pair.thread;
  const turn = (standing: Standing) => withDecision(standing, event, received, now);
  const written = await recordStanding(attempt, place, row, turn);
  if (!written) return outOfTime;
  const after = isEvery ? { ...pair, every: written } : { ...pair, thread: written };
  const detail = whyNotStanding(event, received, after, now);
  return detail === undefined ? await goOn(after) : { status: 'done', outcome: 'superseded', detail };
}
