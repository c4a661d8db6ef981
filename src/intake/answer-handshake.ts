import type { HttpResponseInit } from '@azure/functions';
import type { Call } from '../http/route.ts';
import { sourceInPath } from './source-in-path.ts';
import type { Sources } from './sources/read-sources.ts';

/** A host's name and nothing else, since it goes back into a header. https://www.rfc-editor.org/rfc/rfc1123#section-2 */
const hostName =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** The formats whose senders ask before they send. */
const asking: ReadonlySet<string> = new Set(['native', 'cloudevents']);

/**
 * Answers a sender of CloudEvents that asks whether it may send here: yes, at the source's rate, to whoever has the
 * function key. Without consent nothing but the allowed method is said. The address in `WebHook-Request-Callback` is never
 * called: it would let a caller choose whom we call.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection
 *
 * @throws HttpProblem `unknown-source`
 */
export function answerHandshake(
  { request, note }: Pick<Call, 'request' | 'note'>,
  { sources }: { readonly sources: Sources },
): HttpResponseInit {
  const { name, format, maxPerMinute } = sourceInPath(request, sources);
  note({ source: name });
  const origin = request.headers.get('webhook-request-origin') ?? '';
  const consent = asking.has(format) && hostName.test(origin);
  const rate = maxPerMinute === undefined ? '*' : `${maxPerMinute}`;
  const consented = { 'WebHook-Allowed-Origin': origin, 'WebHook-Allowed-Rate': rate };
  return { status: 200, headers: { Allow: 'POST', ...(consent && consented) } };
}
