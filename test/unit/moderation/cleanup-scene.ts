import type { CleanupRule } from '../../../src/moderation/cleanup/cleanup-rule.ts';
import { startRun } from '../../../src/moderation/cleanup/start-run.ts';
import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import type { DecisionRecord } from '../../../src/moderation/ledger.ts';
import type { Policy } from '../../../src/moderation/policy.ts';
import { UpstreamError } from '../../../src/upstream/upstream-error.ts';
import { memoryWorld, moderator, personNo, signal, threadNo } from './memory-world.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
/** A rule about everybody in every thread. */
export const everybody: CleanupRule = {
  name: 'all',
  schedule: '0 0 * * * *',
  threads: { topic: '*' },
  participants: { except: [] },
  dryRun: false,
};

/** What the platform answers when it does not do what it is asked. */
export const answer = (status: number, change: object = {}) =>
  new UpstreamError({
    upstream: 'acs-chat',
    status,
    code: 'Trouble',
    message: 'Not now.',
    retryable: true,
    hint: 'Wait.',
    ...change,
  });

/** Threads with some people in each, and a platform whose lists of them can be troubled. */
export function cleanupScene({
  threads,
  people = 1,
  rule: change = {},
}: {
  threads: number;
  people?: number;
  rule?: object;
}) {
  const world = memoryWorld();
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  for (const thread of numbers(threads)) {
    const members = numbers(people).map((person) => personNo(thread * 1_000 + person));
    world.threads.set(threadNo(thread), new Set([moderator, ...members]));
  }
  const looked: string[] = [];
  const trouble = { of: (_threadId: string): UpstreamError | undefined => undefined, takesMs: 0 };
  const { chat } = world.host();
  const troubled: EnforcePorts['chat'] = {
    ...chat,
    async *listParticipants(threadId, limits) {
      looked.push(threadId);
      world.clock.pass(trouble.takesMs);
      const error = trouble.of(threadId);
      if (error) throw error;
      yield* chat.listParticipants(threadId, limits);
    },
  };
  const given = { ...everybody, ...change };
  /** A host on which the rule, or the policy, has been changed. */
  const hostWith = (changed: Partial<CleanupRule> = {}, policy: Partial<Policy> = {}) => {
    const now = { ...given, ...changed };
    const activeRules = new Map(now.dryRun ? [] : [[now.name, now]]);
    const ports = { chat: troubled, rules: new Map([[now.name, now]]) };
    return world.host({ policy: { activeRules, ...policy }, ports });
  };
  const host = hostWith();
  const start = async (when = 'now', dryRun = false, at: EnforcePorts = host) =>
    (await startRun(given, when, { dryRun }, at, signal, log)).decision;
  const record = async (run: string) => (await host.ledger.find(run, signal)) as DecisionRecord;
  return { world, host, hostWith, looked, trouble, start, record };
}
