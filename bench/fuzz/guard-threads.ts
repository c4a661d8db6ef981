import type { RunningAzure } from '../../local/azure/start-azure.ts';
import type { Draft } from './draft.ts';
import { type Fated, type JudgedThread, judgeCall, judgeThread, wordsFor, wordsIn } from './judge-threads.ts';
import { rememberWords } from './remember-words.ts';
import { perThread, type World } from './world.ts';

/** Keeps an eye on who is in the threads. */
export interface ThreadGuard {
  /** Seats whom a request is about. To be called before it is sent. */
  seat(index: number, draft: Draft): void;
  /** Judges the calls that ACS has seen since, and the threads that requests have been done with for a while. */
  judge(): string[];
  /** Judges all that are left. @returns how many should be out and are not, and may be yet */
  left(): number;
  judgeAll(): string[];
  readonly removals: number;
}

interface Watched extends JudgedThread {
  readonly fates: Map<string, Fated>;
  touched: number;
}

/** How long a thread is left alone before it is judged, and how long the slowest removal may take then. */
const [quietMs, latestMs] = [90_000, 300_000];

/** @param azure - where the threads are, and the log of calls, which is emptied again and again */
export function guardThreads({ communication, calls, moderatorId }: RunningAzure, world: World): ThreadGuard {
  const { threads } = communication;
  const watched = new Map<string, Watched>();
  // An operator may have a decision tried again long after the thread was judged.
  const said = rememberWords();
  let removals = 0;

  function open(index: number): Watched {
    const threadId = world.threadOf(index);
    const known = watched.get(threadId);
    if (known) return known;
    const others = [moderatorId, ...world.bystandersOf(index)];
    if (!threads.find(threadId)) threads.create({ id: threadId, createdBy: moderatorId, members: others });
    const thread = { threadId, others, fates: new Map(), touched: Date.now() };
    watched.set(threadId, thread);
    return thread;
  }

  /** The request itself, or one before it that this one is a repetition of. */
  function homeOf(threadId: string, index: number): number {
    const before = Array.from({ length: 9 }, (_, back) => index - back * perThread);
    return before.find((one) => world.threadOf(one) === threadId) ?? index;
  }

  function judgeCalls(): string[] {
    const seen = calls.list({ operation: 'chat.removeParticipant' });
    calls.clear();
    removals += seen.length;
    const saidSo = (participant: string) => wordsFor(participant).some(said.has);
    return seen.flatMap(({ threadId = '', participant = '' }) => {
      const finding = judgeCall({ threadId, participant }, watched.get(threadId), saidSo);
      return finding === undefined ? [] : [finding];
    });
  }

  function judgeOne(thread: Watched, isLast: boolean): string[] {
    const { findings, late } = judgeThread(thread, new Set(threads.members(thread.threadId)));
    const overdue = isLast || Date.now() - thread.touched > latestMs;
    if (late.length > 0 && !overdue) return [];
    watched.delete(thread.threadId);
    // An emulator that remembers everybody would be what is measured in the end.
    threads.remove(thread.threadId, ...threads.members(thread.threadId));
    return [...findings, ...late];
  }

  return {
    seat(index, { asks, body, story }) {
      const own = open(index);
      own.touched = Date.now();
      for (const { threadId, participant, fate } of asks) {
        const thread =
          threadId === own.threadId ? own : (watched.get(threadId) ?? open(homeOf(threadId, index)));
        thread.touched = Date.now();
        if (thread.fates.get(participant) === undefined) {
          thread.fates.set(participant, { fate, request: `request ${index} (${story.join(', ')})` });
          if (!thread.others.includes(participant)) threads.add(threadId, participant);
        }
      }
      const meant = asks
        .filter(({ fate }) => fate !== 'in')
        .flatMap(({ participant }) => wordsFor(participant));
      const maybeMeant = asks.some(({ fate }) => fate === 'either') ? wordsIn(body) : [];
      for (const word of [...meant, ...maybeMeant]) said.add(word);
    },
    judge() {
      const now = Date.now();
      const quiet = [...watched.values()].filter(({ touched }) => now - touched > quietMs);
      return [...judgeCalls(), ...quiet.flatMap((thread) => judgeOne(thread, false))];
    },
    left: () => {
      const lists = [...watched.values()].map(
        (one) => judgeThread(one, new Set(threads.members(one.threadId))).late,
      );
      return lists.reduce((sum, { length }) => sum + length, 0);
    },
    judgeAll: () => [...judgeCalls(), ...[...watched.values()].flatMap((thread) => judgeOne(thread, true))],
    get removals() {
      return removals;
    },
  };
}
