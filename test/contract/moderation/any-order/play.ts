import { decisionId } from '../../../../src/moderation/decision-id.ts';
import { bansInForce } from '../../../../src/moderation/in-force.ts';
import { keepOut } from '../../../../src/moderation/keep-out.ts';
import type { DecisionRecord } from '../../../../src/moderation/ledger.ts';
import type { ModerationEvent } from '../../../../src/moderation/moderation-event.ts';
import { takeEvent } from '../../../../src/moderation/take-event.ts';
import { workOff } from '../../../../src/moderation/work-off.ts';
import {
  anEvent,
  inThread,
  memoryWorld,
  minute,
  personNo,
  second,
  signal,
  threadNo,
} from '../../../unit/moderation/memory-world.ts';
import { hostsOf } from './hosts.ts';
import { banIn, hasRival, isLater, rootOf, type Wanted, wantedOf } from './model.ts';

/** What happens next: what it is, and two numbers that say to whom and how. */
export type Step = readonly [kind: number, which: number, how: number];

const threads = [1, 2];
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** What may be decided, about one person in two threads; some of it claims to be older than it is. */
function decisionNo(id: number, which: number, how: number, now: number): ModerationEvent {
  const kind = which % 10;
  const threadId = how % 5 === 0 ? '*' : threadNo(1 + (how % 7 === 1 ? 1 : 0));
  const claimed = [
    {},
    {},
    { occurredAt: now - (how % 40) * second },
    { occurredAt: now - (now % (20 * second)) },
  ];
  const long = [500, 1_500, 3 * second, 20 * second, 60 * second][how % 5] ?? second;
  const kinds: Partial<ModerationEvent>[] = [
    { action: 'ban' },
    { action: 'ban', until: now + long },
    { action: 'ban' },
    { action: 'unban' },
    { action: 'unban' },
    { action: 'unban' },
    { action: 'remove', threadId: threadNo(1) },
    { action: 'remove', threadId: threadNo(1), effectiveAt: now + long },
    { action: 'ban', effectiveAt: now + long },
    { action: 'remove', threadId: '*' },
  ];
  const { occurredAt } = { occurredAt: undefined, ...claimed[(how >> 3) % claimed.length] };
  const event = { threadId, ...kinds[kind] };
  // What ends before it begins is turned away at the door.
  const claims = occurredAt !== undefined && { occurredAt };
  return anEvent({ source: 'test', id: `case-${id}`, ...claims, ...event });
}

/** Plays steps, sees to it that everything comes to its end, and says what was wrong. */
export async function play(steps: readonly Step[]): Promise<string[]> {
  const world = memoryWorld();
  const faults: string[] = [];
  const events: ModerationEvent[] = [];
  const ended = new Map<string, { at: number; ending: string }>();
  for (const thread of threads) world.threads.set(threadNo(thread), new Set([personNo(1)]));
  const { ledger, standings } = world.host();
  const hosts = hostsOf(world, (error) => faults.push(`mistake: ${String(error)}`));

  const known = new Map<string, { etag: string; wanted: Wanted }>();
  /** All decisions, as they are on record; read anew where they have changed. */
  const all = async (): Promise<Wanted[]> => {
    const rows = world.rows.decisions.all().filter(({ key }) => key.startsWith('event|'));
    return await Promise.all(
      rows.map(async ({ key, etag }) => {
        const before = known.get(key);
        if (before?.etag === etag) return before.wanted;
        const wanted = wantedOf((await ledger.find(key.slice(6), signal)) as DecisionRecord);
        known.set(key, { etag, wanted });
        return wanted;
      }),
    );
  };

  const take = (host: number, event: ModerationEvent) =>
    hosts.begin(host, event.decision, async (ports) => {
      const deadline = world.clock.monotonic() + 2_500;
      const limits = { signal, deadline, attemptMs: 1_500, retries: 0 };
      const watch = { attempted: () => {}, unrecorded: () => {} };
      await takeEvent(event, ports, limits, { async: false, watch });
    });

  /** A member adds the person, and Event Grid tells us, unless nobody listens. */
  const add = (host: number, thread: number, isTold: boolean) => {
    world.threads.get(threadNo(thread))?.add(personNo(1));
    if (!isTold) return;
    const id = `added-${world.clock.now()}-${thread}`;
    const arrival = { eventId: id, threadId: threadNo(thread), rawIds: [personNo(1)] };
    hosts.begin(host, decisionId('bouncer.rejoin', id), async (ports) => {
      const deadline = world.clock.monotonic() + 2_500;
      await keepOut(arrival, ports, log, { signal, deadline, attemptMs: 1_500, retries: 0 });
    });
  };

  /** What the queue and the sweep bring now. */
  const work = (host: number) => {
    const ready = world.queue.filter(({ visible }) => visible <= world.clock.now());
    const rest = world.queue.filter(({ visible }) => visible > world.clock.now());
    world.queue.splice(0, world.queue.length, ...rest);
    const off = (decision: string) =>
      hosts.begin(host, decision, (ports) => workOff({ decision }, ports, log));
    for (const { decision } of ready) off(decision);
    hosts.begin(host, undefined, async (ports) => {
      const { taken } = await ports.ledger.takeOverdue(20, signal);
      for (const decision of taken) off(decision);
    });
  };

  let sendsSeen = 0;
  /** Looks at what has happened since the last look. */
  const look = async () => {
    if (sendsSeen === world.sent.length && !hasEnded(world, ended)) return;
    const wanted = await all();
    for (const { event, record } of wanted) {
      const ending = record.ending && JSON.stringify(record.ending);
      const before = ended.get(event.decision);
      if (before && before.ending !== ending) faults.push(`${event.decision} has ended twice`);
      if (!before && ending) ended.set(event.decision, { at: world.clock.now(), ending });
    }
    for (const sent of world.sent.slice(sendsSeen)) {
      const by = wanted.find(({ event }) => event.decision === sent.decision);
      if (!by) faults.push('a call for what is not on record');
      else if ((ended.get(by.event.decision)?.at ?? sent.at) < sent.at)
        faults.push('a call for what has ended');
      else faults.push(...whyNotSent(by, sent, wanted));
    }
    sendsSeen = world.sent.length;
    faults.push(...stillUnderWay(wanted));
  };

  const whyNotSent = (by: Wanted, sent: { at: number }, wanted: readonly Wanted[]): string[] => {
    const root = rootOf(by, wanted);
    const early = (by.event.effectiveAt ?? 0) > sent.at + 900;
    const late = (root.event.until ?? Number.POSITIVE_INFINITY) + 900 < sent.at;
    return [
      ...(early ? ['a call before its time'] : []),
      ...(late ? ['a call for a ban that has ended'] : []),
    ];
  };

  /** Once an unban says it is done, no call on account of something older is under way, or ever starts. */
  const stillUnderWay = (wanted: readonly Wanted[]): string[] =>
    wanted.flatMap((unban) => {
      const end = ended.get(unban.event.decision);
      if (!end?.ending.includes('ban-lifted')) return [];
      const isUnder = (sent: (typeof world.sent)[number]) => {
        const by = wanted.find(({ event }) => event.decision === sent.decision);
        const isCovered = unban.event.threadId === '*' || unban.event.threadId === sent.threadId;
        return isCovered && sent.over > end.at && by !== undefined && isLater(unban, rootOf(by, wanted));
      };
      return world.sent.some(isUnder) ? [`a call under way when unban ${unban.event.id} was done`] : [];
    });

  for (const [kind, which, how] of steps) {
    const started = hosts.waiting();
    if (kind < 3) {
      const event = decisionNo(events.length, which, how, world.clock.now());
      events.push(event);
      take(how, event);
    } else if (kind < 4 && events.length > 0) take(how, events[which % events.length] as ModerationEvent);
    else if (kind < 6) add(how, 1 + (which % 2), how % 4 !== 0);
    else if (kind < 8) work(how);
    else if (kind < 9 && started > 0) hosts.kill(which);
    else if (kind < 11 && started > 0) await hosts.loseReply(which, how % 3 === 0);
    else if (kind < 15) world.clock.pass([1, 100, 700, 2 * second, 9 * second, 35 * second][how % 6] ?? 1);
    else {
      for (let more = 1 + (how % 25); more > 0 && hosts.waiting() > 0; more -= 1) {
        await hosts.goOn(which * more);
        await look();
      }
    }
    await look();
  }

  /** Nothing goes wrong any more: everything has to come to its end. */
  const finish = async () => {
    for (let rounds = 0; rounds < 300; rounds += 1) {
      work(rounds);
      while (hosts.waiting() > 0) {
        await hosts.goOn(0);
        await look();
      }
      const due = world.rows.decisions.all().flatMap(({ key }) => (key.startsWith('due|') ? [key] : []));
      if (due.length === 0 && world.queue.length === 0) return;
      const next = Math.min(
        ...due.map((key) => Date.parse(key.split('|')[1] ?? '')),
        ...world.queue.map(({ visible }) => visible),
      );
      world.clock.pass(Math.max(100, next - world.clock.now()));
    }
    faults.push('something never ends');
  };
  await finish();
  world.clock.pass(10 * minute);

  for (const thread of threads) {
    const now = world.clock.now();
    const wanted = await all();
    const banned = banIn(wanted, threadNo(thread), now);
    const inForce = bansInForce(await standings.pair(inThread(thread), signal), now);
    if (inForce.some(({ decision }) => decision === banned?.event.decision) !== (banned !== undefined)) {
      faults.push(`thread ${thread}: ${banned?.event.id ?? 'no ban'} should be in force`);
    }
    if (!banned && inForce.length > 0) faults.push(`thread ${thread}: no ban should be in force`);
    add(0, thread, true);
    await finish();
    const isIn = world.threads.get(threadNo(thread))?.has(personNo(1));
    if (isIn !== (banned === undefined))
      faults.push(`thread ${thread}: who comes back is ${isIn ? 'in' : 'out'}`);
  }
  const wanted = await all();
  for (const each of wanted) {
    const outcome = each.record.ending?.status === 'done' ? each.record.ending.outcome : undefined;
    if (outcome === undefined) faults.push(`${each.event.id} ended as ${each.record.status}`);
    const isLost =
      outcome === 'superseded' && !hasRival(each, wanted) && rootOf(each, wanted).event.until === undefined;
    if (isLost) faults.push(`${each.event.id} is superseded by nothing`);
    const wasSent = world.sent.some(({ decision }) => decision === each.event.decision);
    if (outcome === 'removed' && !wasSent) faults.push(`${each.event.id} removed nobody`);
  }
  return [...new Set(faults)];
}

/** Whether more decisions have ended than have been seen; cheap, since it is asked after every step. */
function hasEnded(world: ReturnType<typeof memoryWorld>, ended: ReadonlyMap<string, unknown>): boolean {
  let count = 0;
  for (const { key } of world.rows.decisions.all()) if (key.startsWith('expire|')) count += 1;
  return count !== ended.size;
}
