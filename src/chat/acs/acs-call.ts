import type { Clock } from '../../clock.ts';
import type { ChatToken, ChatTokens } from '../../credentials/chat-tokens.ts';
import type { Answer } from '../../upstream/answer.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import type { Request, Send } from '../../upstream/http-sender.ts';
import { type NoAnswer, withRetries } from '../../upstream/with-retries.ts';

/** What calls to ACS Chat stand on. */
export interface AcsChatPorts {
  readonly send: Send;
  readonly tokens: ChatTokens;
  readonly clock: Clock;
}

/** A request before it has a host: the URL is a path, or a link that ACS gave for the next page. */
export type ChatRequest = Pick<Request, 'method' | 'url' | 'body'>;

/**
 * Calls ACS Chat as the moderator. A token that is refused (401) is replaced once: access keys get rotated, and
 * that revokes every token minted with the old one.
 *
 * @returns ACS's last word, or why there was none.
 * @throws UpstreamError when no token is to be had.
 */
export async function callAcs(
  { send, tokens, clock }: AcsChatPorts,
  request: ChatRequest,
  limits: CallLimits,
): Promise<Answer | NoAnswer> {
  const call = (token: ChatToken) => {
    const signed = {
      ...request,
      url: new URL(request.url, token.endpoint).href,
      headers: { Authorization: `Bearer ${token.token}` },
    };
    return withRetries((signal) => send(signed, signal), limits, clock);
  };
  const token = await tokens.get(limits.signal);
  const answer = await call(token);
  if ('fault' in answer || answer.status !== 401) return answer;
  const other = await tokens.replace(token, limits.signal);
  return other.token === token.token ? answer : await call(other);
}
