import { describe, expect, it } from 'vitest';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { attempt } from '../../../src/moderation/attempt.ts';
import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import type { CallLimits } from '../../../src/upstream/call-limits.ts';
import { UpstreamError } from '../../../src/upstream/upstream-error.ts';
import { acceptWork } from './accept-work.ts';
import { everybody } from './cleanup-scene.ts';
import { anEvent, inThread, memoryWorld, moderator, personNo, signal, threadNo } from './memory-world.ts';

/** Attempts an event on a chat platform that does as it is told; who was removed is written down. */
async function run(
  event: ModerationEvent,
  remove: () => Promise<'removed' | 'already-absent'>,
  { limits = {}, ports = {} }: { limits?: Partial<CallLimits>; ports?: Partial<EnforcePorts> } = {},
) {
  const world = memoryWorld();
  const removed: string[] = [];
  const chat: EnforcePorts['chat'] = {
    async removeParticipant(_thread, { rawId }) {
      removed.push(rawId);
      return await remove();
    },
    async *listParticipants() {
      yield { rawId: personNo(1) };
    },
    async *listThreads() {},
    threadCreatedOn: async () => 0,
  };
  const host = world.host({ ports: { chat, ...ports } });
  const work = await acceptWork(host, event);
  const most = { signal, deadline: world.clock.monotonic() + 2_500, attemptMs: 1_000, retries: 0 };
  const outcome = await attempt(work, host, { ...most, ...limits });
  return { outcome, removed, world, host };
}

const upstream = (retryable: boolean, change: object = {}) =>
  new UpstreamError({
    upstream: 'acs-chat',
    status: 403,
    code: 'Forbidden',
    message: 'No.',
    retryable,
    hint: 'Do this.',
    ...change,
  });

describe('attempt', () => {
  it.each(['removed', 'already-absent'] as const)('is done when the person is %s', async (how) => {
    const { outcome, removed } = await run(anEvent(), async () => how);
    expect(outcome).toEqual({ status: 'done', outcome: how });
    expect(removed).toEqual([personNo(1)]);
  });

  it('has failed for good when the platform refuses for good, and says what to do', async () => {
    const { outcome } = await run(anEvent(), () => Promise.reject(upstream(false)));
    const detail = 'acs-chat: No. [403 Forbidden]';
    expect(outcome).toEqual({
      status: 'failed',
      problem: { code: 'refused-by-chat', detail, hint: 'Do this.' },
    });
  });

  it('is unfinished when it may succeed later', async () => {
    const { outcome } = await run(anEvent(), () => Promise.reject(upstream(true)));
    expect(outcome).toMatchObject({ status: 'unfinished', problem: { code: 'upstream-unavailable' } });
  });

  it('is unfinished when time runs out', async () => {
    const late = AbortSignal.abort();
    const { outcome } = await run(anEvent(), () => Promise.reject(late.reason), { limits: { signal: late } });
    expect(outcome).toMatchObject({ status: 'unfinished' });
  });

  it('does not hide a mistake of our own', async () => {
    await expect(run(anEvent(), () => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
  });

  it('tries again while the sender waits, each time with a slot of its own', async () => {
    let calls = 0;
    const flaky = async () => {
      calls += 1;
      if (calls < 3) throw upstream(true, { status: 503 });
      return 'removed' as const;
    };
    const { outcome, world } = await run(anEvent(), flaky, { limits: { retries: 3 } });
    expect(outcome).toMatchObject({ outcome: 'removed' });
    const [line] = world.rows.pace.all();
    expect(JSON.parse(String(line?.columns.places))).toHaveLength(3);
  });

  it('that is told to come later holds up everybody who wants something of that thread', async () => {
    const tooMany = upstream(true, { status: 429, retryAfterMs: 7_000 });
    const { outcome, host, world } = await run(anEvent(), () => Promise.reject(tooMany));
    expect(outcome).toMatchObject({ status: 'unfinished', throttled: true, retryAfterMs: 7_000 });
    const next = await host.pace.claim(threadNo(1), 'next', true, signal);
    expect(next.at).toBe(world.clock.now() + 7_000);
  });

  it('of what ACS Identity holds up holds up no thread', async () => {
    const tooMany = upstream(true, { upstream: 'acs-identity', status: 429, retryAfterMs: 7_000 });
    const { host, world } = await run(anEvent(), () => Promise.reject(tooMany));
    expect((await host.pace.claim(threadNo(1), 'next', true, signal)).at).toBe(world.clock.now());
  });

  it('waits for its slot when there is none now, and calls nobody', async () => {
    const claim = async () => ({ kind: 'slot', at: Date.parse('2026-11-23T09:01:00Z') }) as const;
    const pace = { claim, pushBack: async () => {} };
    const { outcome, removed } = await run(anEvent(), async () => 'removed', { ports: { pace } });
    expect(outcome).toMatchObject({
      status: 'waiting',
      until: Date.parse('2026-11-23T09:01:00Z'),
      problem: { code: 'waits-for-slot' },
    });
    expect(removed).toEqual([]);
  });

  it.each([
    ['a kick', {}, true],
    ['a ban that is kept up', { source: 'bouncer.rejoin', cause: { kind: 'ban', decision: 'x' } }, true],
    ['a clean-up', { source: 'bouncer.cleanup', cause: { kind: 'rule', rule: 'idle' } }, false],
  ] as const)('of %s stands in line accordingly', async (_what, change, urgent) => {
    const asked: boolean[] = [];
    const pace = {
      claim: async (_thread: string, _decision: string, isUrgent: boolean) => {
        asked.push(isUrgent);
        return { kind: 'come-back', at: Number.POSITIVE_INFINITY } as const;
      },
      pushBack: async () => {},
    };
    const world = memoryWorld();
    const host = world.host({ ports: { pace }, policy: { activeRules: new Map([['idle', everybody]]) } });
    const ban = { decision: 'x', source: 'test', occurredAt: 1, received: 1 };
    await host.standings.change(inThread(1), {}, () => ({ ban }), signal);
    const work = await acceptWork(host, anEvent(change));
    await attempt(work, host, { signal, deadline: 2_500, attemptMs: 1_000, retries: 0 });
    expect(asked).toEqual([urgent]);
  });
});

describe('an attempt at a ban', () => {
  it('puts the ban on record before anybody is called', async () => {
    const world = memoryWorld();
    const seen: unknown[] = [];
    const chat = {
      ...world.host().chat,
      removeParticipant: async () => {
        seen.push((await world.host().standings.pair(inThread(1), signal)).thread.ban);
        return 'removed' as const;
      },
    };
    const host = world.host({ ports: { chat } });
    const event = anEvent({ action: 'ban', reason: 'spam', moderator: 'm' });
    const work = await acceptWork(host, event);
    const outcome = await attempt(work, host, { signal, deadline: 2_500, attemptMs: 1_000, retries: 0 });
    expect(outcome).toEqual({ status: 'done', outcome: 'ban-set', detail: 'They were removed.' });
    expect(seen).toMatchObject([{ decision: event.decision, reason: 'spam', moderator: 'm' }]);
  });

  it('that ACS refuses for good has failed, and the ban is on record: whoever tries to come back meets it', async () => {
    const { outcome, host } = await run(anEvent({ action: 'ban' }), () => Promise.reject(upstream(false)));
    expect(outcome).toMatchObject({ status: 'failed' });
    expect((await host.standings.pair(inThread(1), signal)).thread.ban).toBeDefined();
  });

  it('revokes their tokens when it is told to, after they are out', async () => {
    const order: string[] = [];
    const ports = {
      revokeTokens: async ({ rawId }: { rawId: string }) => {
        order.push(`revoked ${rawId}`);
      },
    };
    const remove = async () => {
      order.push('removed');
      return 'removed' as const;
    };
    await run(anEvent({ action: 'ban', revokeTokens: true }), remove, { ports });
    expect(order).toEqual(['removed', `revoked ${personNo(1)}`]);
    await run(anEvent({ action: 'ban' }), remove, { ports });
    expect(order).toHaveLength(3);
  });
});

describe('the tokens of somebody who is banned', () => {
  const end = async (change: Partial<ModerationEvent>, ports: object) => {
    const { outcome } = await run(anEvent({ action: 'ban', revokeTokens: true, ...change }), removed, {
      ports,
    });
    return outcome.status === 'done' ? outcome.detail : outcome;
  };
  const removed = async () => 'removed' as const;

  it('end with a ban from every thread, once for all of them', async () => {
    const revoked: string[] = [];
    const revokeTokens = async ({ rawId }: { rawId: string }) => void revoked.push(rawId);
    expect(await end({ threadId: '*' }, { revokeTokens })).toMatch(
      /^A decision was made for each .* revoked\.$/,
    );
    expect(revoked).toEqual([personNo(1)]);
  });

  it.each([{}, { threadId: '*' }])(
    'go on where nobody may end them, and the record says so: %j',
    async (where) => {
      expect(await end(where, {})).toMatch(/Their tokens stay good: with ACS_CREDENTIAL=access-token/);
    },
  );

  it.each([
    '8:orgid:2dcbd8b1-3f4e-4e3b-9d6b-111111111111',
    '4:+12065550100',
    '28:orgid:2dcbd8b1-3f4e-4e3b-9d6b-111111111111',
  ])('are none of ACS where its users have them only, and the ban is done: %s', async (rawId) => {
    const parsed = parseIdentifier(rawId);
    if ('fault' in parsed) throw new Error(JSON.stringify(parsed.fault));
    const revokeTokens = () => Promise.reject(upstream(false));
    expect(await end({ participant: parsed.identifier }, { revokeTokens })).toMatch(
      /They have no tokens of ACS to revoke/,
    );
  });

  it.each([{}, { threadId: '*' }])(
    'that the resource does not know of make no failure of a ban that holds: %j',
    async (where) => {
      const revokeTokens = () => Promise.reject(upstream(false, { upstream: 'acs-identity' }));
      expect(await end(where, { revokeTokens })).toMatch(/Their tokens were not revoked: No\.$/);
    },
  );

  it('are ended again when that did not work', async () => {
    const revokeTokens = () => Promise.reject(upstream(true));
    expect(await end({}, { revokeTokens })).toMatchObject({ status: 'unfinished' });
  });
});

describe('an attempt at nothing but telling', () => {
  const tell = async (change: Partial<ModerationEvent>, rawId = personNo(1)) => {
    const { outcome, removed, world } = await run(
      anEvent({ dryRun: true, rawId, ...change }),
      async () => 'removed',
    );
    expect([removed, world.rows.standings.all()]).toEqual([[], []]);
    expect(outcome).toMatchObject({ status: 'done', outcome: 'dry-run' });
    return outcome.status === 'done' ? outcome.detail : undefined;
  };

  it('says who would be removed from where, and why', async () => {
    expect(await tell({ reason: 'spam' })).toBe(
      `Would remove ${personNo(1)} from ${threadNo(1)}. Reason: spam. They are in the thread.`,
    );
    const until = Date.parse('2026-12-01T00:00:00Z');
    expect(await tell({ action: 'ban', until }, personNo(2))).toBe(
      `Would ban and remove ${personNo(2)} from ${threadNo(1)}, until 2026-12-01T00:00:00.000Z. ` +
        'They are not in the thread.',
    );
    expect(await tell({ action: 'unban' })).toBe(
      `Would let ${personNo(1)} in again (${threadNo(1)}). No ban is in force.`,
    );
  });

  it('says why nothing would be done', async () => {
    expect(await tell({}, moderator)).toContain('Nothing would be done. The participant is the moderator');
  });

  it('says when it would be refused', async () => {
    const refusing: EnforcePorts['chat'] = {
      removeParticipant: async () => 'removed',
      // biome-ignore lint/correctness/useYield: the first page fails
      async *listParticipants() {
        throw upstream(false);
      },
      async *listThreads() {},
      threadCreatedOn: async () => 0,
    };
    const { outcome } = await run(anEvent({ dryRun: true }), async () => 'removed', {
      ports: { chat: refusing },
    });
    expect(outcome).toMatchObject({ detail: expect.stringContaining('It would be refused: No. Do this.') });
  });
});
