import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { callEndpoint, type EndpointCall, type Line, type Reply } from './call-endpoint.ts';
import { gridHeaders, ORIGIN } from './delivery-request.ts';
import type { SubscriptionOptions } from './subscription.ts';

export interface HandshakeNeeds extends Line {
  /** Resource id of the topic. */
  readonly topic: string;
  /** Where the addresses in a handshake lead: the emulator's own door, which logs whoever follows them. */
  readonly door: string;
  /** ISO 8601. */
  readonly time: string;
  readonly waitFactor: number;
}

/** Milliseconds after which an endpoint that did not answer is asked again. */
const PAUSE = 5_000;
const MOST_ATTEMPTS = 3;

/**
 * Has an endpoint prove that it wants the events (azure-docs, event-grid/end-point-validation-….md).
 * To do it by hand, by the address in the validation event, is not emulated.
 *
 * @throws with what went wrong
 */
export async function shakeHands(subscription: SubscriptionOptions, needs: HandshakeNeeds): Promise<void> {
  const byEvents = subscription.eventDeliverySchema !== 'CloudEventSchemaV1_0';
  const code = randomUUID();
  const call = byEvents ? validationEvent(subscription, needs, code) : consentRequest(subscription, needs);
  const reply = await callPatiently(subscription.endpointUrl, call, needs);
  const refusal = byEvents ? whyNotValid(reply, code) : whyNoConsent(reply);
  if (refusal) throw new Error(`The handshake with the endpoint of ${subscription.name} failed: ${refusal}.`);
}

async function callPatiently(url: string, call: EndpointCall, needs: HandshakeNeeds): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await callEndpoint(url, call, needs);
    if ('status' in reply || attempt === MOST_ATTEMPTS) return reply;
    await wait(PAUSE * needs.waitFactor, undefined, { signal: needs.signal, ref: false });
  }
}

/** Where a person could agree instead; a receiver that calls it can be led anywhere. */
const address = (name: string, door: string): string =>
  `${door}/eventsubscriptions/${name}/validate?id=${randomUUID()}&token=${randomBytes(8).toString('hex')}`;

function validationEvent(
  subscription: SubscriptionOptions,
  needs: HandshakeNeeds,
  code: string,
): EndpointCall {
  const event = {
    id: randomUUID(),
    topic: needs.topic,
    subject: '',
    data: { validationCode: code, validationUrl: address(subscription.name, needs.door) },
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: needs.time,
    metadataVersion: '1',
    dataVersion: '1',
  };
  return {
    method: 'POST',
    headers: {
      ...gridHeaders(subscription, 'SubscriptionValidation', 0),
      'content-type': 'application/json; charset=utf-8',
      'aeg-metadata-version': '1',
      'aeg-data-version': '1',
    },
    body: JSON.stringify([event]),
  };
}

/** 200 and no other: 202 "isn't recognized as a valid … response". */
function whyNotValid(reply: Reply, code: string): string | undefined {
  if ('failure' in reply) return reply.failure;
  if (reply.status !== 200) return `it answered ${reply.status}`;
  try {
    const { validationResponse } = JSON.parse(reply.text) as { validationResponse?: unknown };
    return validationResponse === code ? undefined : 'it did not answer with the validation code';
  } catch {
    return 'its answer is no JSON';
  }
}

function consentRequest({ name, deliveryHeaders }: SubscriptionOptions, needs: HandshakeNeeds): EndpointCall {
  const asking = { 'webhook-request-origin': ORIGIN, 'webhook-request-callback': address(name, needs.door) };
  return { method: 'OPTIONS', headers: { ...deliveryHeaders, ...asking } };
}

/** A status alone is no consent (cloudevents/spec, http-webhook.md, 4.2). */
function whyNoConsent(reply: Reply): string | undefined {
  if ('failure' in reply) return reply.failure;
  if (reply.status >= 300) return `it answered ${reply.status}`;
  const allowed = reply.headers['webhook-allowed-origin'];
  return allowed === ORIGIN || allowed === '*' ? undefined : 'it did not allow the origin';
}
