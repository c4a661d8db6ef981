import type { Clock } from '../../clock.ts';
import type { ChatToken, ChatTokens } from '../../credentials/chat-tokens.ts';
import type { Answer } from '../../upstream/answer.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import type { Request, Send } from '../../upstream/http-sender.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
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
      url: onOrigin(request.url, token.endpoint),
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

/** A token goes to the resource it is for, wherever a link that came back may lead. */
function onOrigin(url: string, endpoint: string): string {
  const target = URL.canParse(url, endpoint) ? new URL(url, endpoint) : undefined;
  if (target?.origin === new URL(endpoint).origin) return target.href;
  throw new UpstreamError({
    upstream: 'acs-chat',
    status: 200,
    code: 'UnexpectedAnswer',
    message: 'ACS Chat gave a link to the next page that leads elsewhere.',
    retryable: true,
    hint: 'Check that the endpoint is an ACS resource and that nothing between it and this app changes answers.',
  });
}
