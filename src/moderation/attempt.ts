import type { ChatPlatform } from '../chat/chat-platform.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { decide, type Policy } from './decide.ts';
import type { ModerationEvent } from './moderation-event.ts';
import type { Outcome } from './outcome.ts';

/** What enforcing stands on. */
export interface EnforcePorts {
  readonly chat: Pick<ChatPlatform, 'removeParticipant'>;
  /** The policy in force. Throws an `UpstreamError` when it cannot be had. */
  policy(signal: AbortSignal): Promise<Policy>;
}

/**
 * Carries out what an event asks for. The one place that removes anybody, whichever door the event came in by.
 *
 * @returns how it ended; `unfinished` when it may still succeed later.
 */
export async function enforce(
  event: ModerationEvent,
  { chat, policy }: EnforcePorts,
  limits: CallLimits,
): Promise<Outcome> {
  try {
    const plan = decide(event, await policy(limits.signal));
    if (plan.do === 'reject') {
      return { status: 'rejected', problem: { code: plan.code, detail: plan.detail } };
    }
    const outcome = await chat.removeParticipant(event.threadId, event.participant, limits);
    return { status: 'done', outcome };
  } catch (error) {
    if (error instanceof UpstreamError) return obstructed(error);
    if (limits.signal.aborted) return outOfTime;
    throw error;
  }
}

const outOfTime: Outcome = {
  status: 'unfinished',
  problem: { code: 'upstream-unavailable', detail: 'It took longer than the sender can wait.' },
};

function obstructed(error: UpstreamError): Outcome {
  const { upstream, code, status, message, hint, retryable, retryAfterMs } = error;
  const answered = status === undefined ? code : `${status} ${code}`;
  const detail = `${upstream}: ${message} [${answered}]`;
  if (!retryable) return { status: 'failed', problem: { code: 'refused-by-chat', detail, hint } };
  const problem = { code: 'upstream-unavailable', detail, hint } as const;
  return { status: 'unfinished', problem, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
