import { HttpProblem } from '../http/http-problem.ts';
import type { Call } from '../http/route.ts';
import type { ModerationEvent } from '../moderation/moderation-event.ts';
import { readNativeEvent } from './native-event.ts';
import { parseJson } from './parse-json.ts';
import { requireJson } from './require-json.ts';

/** The source of events that come to the plain address. */
const defaultSource = 'default';

/** What a request asks for. */
export interface Received {
  readonly event: ModerationEvent;
  /** Whether the sender would rather not wait for the outcome: https://www.rfc-editor.org/rfc/rfc7240#section-4.1 */
  readonly async: boolean;
}

/**
 * Reads a request. The steps stand in the order of their cost to us.
 *
 * @throws HttpProblem for whatever cannot be understood.
 */
export async function receiveEvent({ request, body }: Pick<Call, 'request' | 'body'>): Promise<Received> {
  const { headers } = request;
  requireJson(headers.get('content-type'));
  const json = parseJson(await body());
  const sender = { source: defaultSource, deliveryId: headers.get('webhook-id') ?? undefined };
  const read = readNativeEvent(json, sender);
  const async = /(?:^|,)\s*respond-async\s*(?:[,;]|$)/i.test(headers.get('prefer') ?? '');
  if ('event' in read) return { event: read.event, async };
  const detail = 'Each entry under errors names a member and what is wrong with it.';
  throw new HttpProblem('invalid-event', { detail, errors: read.faults });
}
