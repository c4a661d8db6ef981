import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { GridEvent } from '../communication/chat-event.ts';

/** An event subscription, by the names that Azure Resource Manager has for its parts. */
export interface SubscriptionOptions {
  readonly name: string;
  /** Plain HTTP on loopback, with its query: nothing else is ever called. */
  readonly endpointUrl: string;
  /** Absent: `EventGridSchema`. */
  readonly eventDeliverySchema?: 'EventGridSchema' | 'CloudEventSchemaV1_0';
  /** Absent: all. */
  readonly includedEventTypes?: readonly string[];
  /** Sent with every call, the handshake too; their values are taken for secrets. */
  readonly deliveryHeaders?: Readonly<Record<string, string>>;
}

/** Named so that a misspelt member can be told from a known one. */
export const SUBSCRIPTION_MEMBERS: Record<keyof SubscriptionOptions, true> = {
  ...{ name: true, endpointUrl: true, eventDeliverySchema: true },
  ...{ includedEventTypes: true, deliveryHeaders: true },
};

const SCHEMAS: readonly unknown[] = [undefined, 'EventGridSchema', 'CloudEventSchemaV1_0'];
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];
const MOST_HEADERS = 10;
const LONGEST_HEADER = 4_096;

/** @throws TypeError with what is wrong, for what Event Grid would refuse and for addresses beyond this machine */
export function checkSubscription(options: SubscriptionOptions): void {
  const { name, endpointUrl, eventDeliverySchema, includedEventTypes = [], deliveryHeaders = {} } = options;
  const url = URL.parse(endpointUrl);
  const headers = Object.entries(deliveryHeaders);
  const faults = [
    !/^[A-Za-z0-9-]{3,64}$/.test(name) && 'its name has 3 to 64 letters, digits and hyphens',
    (url?.protocol !== 'http:' || !LOOPBACK.includes(url.hostname)) &&
      'its endpoint is plain HTTP on loopback',
    !SCHEMAS.includes(eventDeliverySchema) && `its schema is not ${eventDeliverySchema}`,
    !isTexts(includedEventTypes) && 'its event types are a list of names',
    headers.length > MOST_HEADERS && `it has ${MOST_HEADERS} headers at most`,
    headers.some(([header]) => /^aeg-/i.test(header)) && "headers with aeg- are Event Grid's own",
    !isTexts(Object.values(deliveryHeaders)) && 'its headers have texts for values',
    headers.some(([, value]) => value?.length > LONGEST_HEADER) &&
      `a header has ${LONGEST_HEADER} bytes at most`,
  ].filter((fault) => fault !== false);
  if (faults.length > 0) throw new TypeError(`The subscription ${name} cannot be: ${faults.join('; ')}.`);
  for (const [header, value] of headers) {
    validateHeaderName(header);
    validateHeaderValue(header, value);
  }
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Whether an event is for a subscription. */
export const wants = ({ includedEventTypes }: SubscriptionOptions, { eventType }: GridEvent): boolean =>
  includedEventTypes?.includes(eventType) ?? true;

/** What nobody may read in any output: headers' values, and keys in the address. */
export const secretsOf = ({ endpointUrl, deliveryHeaders = {} }: SubscriptionOptions): string[] => [
  ...Object.values(deliveryHeaders),
  ...(URL.parse(endpointUrl)?.searchParams.getAll('code') ?? []),
];
