import type { HttpResponseInit } from '@azure/functions';
import { inflate } from '../http/inflate.ts';
import type { Call } from '../http/route.ts';
import type { EnforcePorts } from '../moderation/enforce.ts';
import type { Rate } from '../moderation/rate.ts';
import { type AuthenticatePorts, authenticate } from './authenticate.ts';
import { eventsAnswer } from './events-answer.ts';
import { formats } from './formats/formats.ts';
import type { Delivery } from './formats/reading.ts';
import { schemeOf } from './signatures/schemes.ts';
import { sourceInPath } from './source-in-path.ts';
import { traitsOf } from './sources/format-traits.ts';
import type { Sources } from './sources/read-sources.ts';
import type { Source } from './sources/source.ts';
import type { ItemResult } from './take-item.ts';
import { takeItems } from './take-items.ts';
import { vouchedHeaders } from './vouched-headers.ts';

/** What intake stands on. */
export interface IntakePorts extends EnforcePorts, AuthenticatePorts {
  readonly ledger: EnforcePorts['ledger'];
  readonly sources: Sources;
  readonly rate: Rate;
}

/**
 * Receives whatever comes to a source's address: who sent it, what it says, and what becomes of each event in it. The
 * steps stand in the order of their cost to us, and nothing is read before its sender is known.
 *
 * @throws HttpProblem for what is not from the source or cannot be understood.
 * @throws UpstreamError when an event may not be on record; the others are.
 */
export async function receiveEvents(call: Call, ports: IntakePorts): Promise<HttpResponseInit> {
  const { request, note, log } = call;
  const source = sourceInPath(request, ports.sources);
  note({ source: source.name });
  const reading = formats[source.format](await openDelivery(call, source, ports), source);
  if (reading.kind === 'handshake') return { status: 200, jsonBody: reading.answer };

  const async = /(?:^|,)\s*respond-async\s*(?:[,;]|$)/i.test(request.headers.get('prefer') ?? '');
  const results = await takeItems(reading.items, source, ports, call, async);
  tellIgnored(results, source, log);
  const { sender } = traitsOf(source.format);
  return eventsAnswer(results, { batch: reading.batch, sender, async });
}

/**
 * Reads the body and makes sure of its sender.
 *
 * @throws HttpProblem, UpstreamError as `authenticate` does.
 */
async function openDelivery(
  { request: { headers }, body, limits, note }: Call,
  source: Source,
  ports: AuthenticatePorts,
): Promise<Delivery> {
  const received = await body();
  const coding = headers.get('content-encoding');
  const isOverInflated = traitsOf(source.format).signs === 'inflated';
  const signed = isOverInflated ? await inflate(received, coding) : received;
  const delivery = { headers, body: signed };
  const deliveryId = await authenticate(source, delivery, ports, limits.signal, (fault) => note({ fault }));
  return {
    headers: vouchedHeaders(headers, schemeOf(source.signature), deliveryId),
    body: isOverInflated ? signed : await inflate(received, coding),
    contentType: headers.get('content-type') ?? '',
  };
}

/** What carries no decision is counted and not kept. */
function tellIgnored(results: readonly ItemResult[], { name }: Source, log: Call['log']): void {
  const ignored = results.filter((result) => result.kind === 'ignored');
  const [first] = ignored;
  if (first) log.info('ignored', { source: name, count: ignored.length, why: first.why.slice(0, 200) });
}
