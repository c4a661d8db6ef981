import { describe, expect, it } from 'vitest';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { attempt } from '../../../src/moderation/attempt.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import { UpstreamError } from '../../../src/upstream/upstream-error.ts';

const resource = '8540c0de-899f-5cce-acb5-3ec493af3800';
const moderator = `8:acs:${resource}_11111111-1111-4111-8111-111111111111`;
const somebody = `8:acs:${resource}_22222222-2222-4222-8222-222222222222`;

function event(rawId = somebody): ModerationEvent {
  const parsed = parseIdentifier(rawId);
  if ('fault' in parsed) throw new Error(parsed.fault.detail);
  const participant = parsed.identifier;
  return { source: 's', id: '1', decision: 'd', action: 'remove', threadId: '19:abc@thread.v2', participant };
}

const limits = { signal: new AbortController().signal, deadline: 2_500, attemptMs: 1_000, retries: 3 };

/** Ports on which `remove` is what the chat platform does; who was removed is written down. */
function run(
  subject: ModerationEvent,
  remove: () => Promise<'removed' | 'already-absent'>,
  signal = limits.signal,
) {
  const removed: string[] = [];
  const chat = {
    removeParticipant: async (_thread: string, { rawId }: { rawId: string }) => {
      removed.push(rawId);
      return await remove();
    },
  };
  const ports = { chat, policy: async () => ({ actingIdentity: moderator }) };
  return attempt(subject, ports, { ...limits, signal }).then((outcome) => ({ outcome, removed }));
}

const upstream = (retryable: boolean) =>
  new UpstreamError({
    upstream: 'acs-chat',
    status: 403,
    code: 'Forbidden',
    message: 'No.',
    retryable,
    hint: 'Do this.',
  });

describe('attempt', () => {
  it.each(['removed', 'already-absent'] as const)('is done when the person is %s', async (how) => {
    const { outcome, removed } = await run(event(), async () => how);
    expect(outcome).toEqual({ status: 'done', outcome: how });
    expect(removed).toEqual([somebody]);
  });

  it.each([moderator, moderator.toUpperCase().replace('8:ACS:', '8:acs:')])(
    'never removes the identity that acts (%s)',
    async (rawId) => {
      const { outcome, removed } = await run(event(rawId), async () => 'removed');
      expect(outcome).toMatchObject({ status: 'rejected', problem: { code: 'protected-participant' } });
      expect(removed).toEqual([]);
    },
  );

  it('has failed for good when the platform refuses for good, and says what to do', async () => {
    const { outcome } = await run(event(), () => Promise.reject(upstream(false)));
    const detail = 'acs-chat: No. [403 Forbidden]';
    expect(outcome).toEqual({
      status: 'failed',
      problem: { code: 'refused-by-chat', detail, hint: 'Do this.' },
    });
  });

  it('is unfinished when it may succeed later', async () => {
    const { outcome } = await run(event(), () => Promise.reject(upstream(true)));
    expect(outcome).toMatchObject({ status: 'unfinished', problem: { code: 'upstream-unavailable' } });
  });

  it('is unfinished when time runs out', async () => {
    const late = AbortSignal.abort();
    const { outcome } = await run(event(), () => Promise.reject(late.reason), late);
    expect(outcome).toMatchObject({ status: 'unfinished' });
  });

  it('does not hide a mistake of our own', async () => {
    await expect(run(event(), () => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
  });
});
