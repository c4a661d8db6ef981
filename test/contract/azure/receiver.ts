import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll } from 'vitest';

export interface Received {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects
  readonly json: any;
  /** Milliseconds, by a clock that only grows. */
  readonly at: number;
}

/** What an endpoint says: a status, a whole answer, nothing for ever, or a cut connection. */
export type Says =
  | number
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'hang'
  | 'cut';

/** An endpoint for events, without any of our code: it shakes hands, and says to the rest what a test wants. */
export interface Receiver {
  readonly url: string;
  /** What came, without the handshakes. */
  readonly events: Received[];
  readonly handshakes: Received[];
  /** Asked for each event; 202 if a test says nothing. */
  answer: (received: Received) => Says;
  /** Asked for each handshake; the right answer if a test says nothing. */
  consent: ((received: Received) => Says) | undefined;
  /** Waits until so many events have come. */
  got(count: number): Promise<Received[]>;
}

/** One endpoint for the tests of a file, as new for each of them. */
export function useReceiver(): Receiver {
  const open = new Set<http.ServerResponse>();
  const server = http.createServer(async (request, response) => {
    open.add(response);
    const body = await text(request);
    const { method = '', url = '', headers } = request;
    const received = {
      ...{ method, url, headers, body, at: performance.now() },
      get json() {
        return JSON.parse(body);
      },
    };
    const isHandshake = method === 'OPTIONS' || headers['aeg-event-type'] === 'SubscriptionValidation';
    (isHandshake ? receiver.handshakes : receiver.events).push(received);
    const says = isHandshake ? (receiver.consent ?? agree)(received) : receiver.answer(received);
    if (says === 'hang') return;
    if (says === 'cut') return void response.destroy();
    const {
      status,
      headers: told = {},
      body: said = '',
    } = typeof says === 'number' ? { status: says } : says;
    response.writeHead(status, told).end(said);
  });
  const receiver: Receiver = {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    },
    events: [],
    handshakes: [],
    answer: () => 202,
    consent: undefined,
    got: async (count) => {
      while (receiver.events.length < count) await wait(2);
      return receiver.events;
    },
  };
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterEach(() => {
    for (const list of [receiver.events, receiver.handshakes]) list.length = 0;
    for (const response of open) response.destroy();
    open.clear();
    Object.assign(receiver, { answer: () => 202, consent: undefined });
  });
  afterAll(() => void server.close());
  return receiver;
}

/** As a receiver does that wants the events. */
export function agree({ method, headers, body }: Received): Says {
  if (method === 'OPTIONS') {
    return { status: 200, headers: { 'WebHook-Allowed-Origin': String(headers['webhook-request-origin']) } };
  }
  const [{ data }] = JSON.parse(body);
  return { status: 200, body: JSON.stringify({ validationResponse: data.validationCode }) };
}
