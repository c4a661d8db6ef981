import type { ChatPlatform } from '../chat/chat-platform.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { decide, type Policy } from './decide.ts';
import type { ModerationEvent } from './moderation-event.ts';
import type { Outcome } from './outcome.ts';

/** What an attempt stands on. */
export interface AttemptPorts {
  readonly chat: Pick<ChatPlatform, 'removeParticipant'>;
  /** The policy in force. Throws an `UpstreamError` when it cannot be had. */
  policy(signal: AbortSignal): Promise<Policy>;
}

/**
 * Does once what an event asks for.
 *
 * @returns how it ended; `unfinished` when it may still succeed later.
 */
export async function attempt(
  event: ModerationEvent,
  { chat, policy }: AttemptPorts,
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
  throttled: false,
  problem: { code: 'upstream-unavailable', detail: 'It took longer than the sender can wait.' },
};

function obstructed(error: UpstreamError): Outcome {
  const { upstream, code, status, message, hint, retryable, retryAfterMs } = error;
  const answered = status === undefined ? code : `${status} ${code}`;
  const detail = `${upstream}: ${message} [${answered}]`;
  if (!retryable) return { status: 'failed', problem: { code: 'refused-by-chat', detail, hint } };
  const problem = { code: 'upstream-unavailable', detail, hint } as const;
  const throttled = status === 429;
  return { status: 'unfinished', problem, throttled, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
