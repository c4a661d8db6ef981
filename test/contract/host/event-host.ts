import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Answer, type Call, call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

const random = () => randomBytes(20).toString('base64url');

/** Keys of every kind, made up at each start. */
export const keys = {
  master: random(),
  host: { default: random() },
  functions: { 'participant-added': { default: random() } },
  system: { eventgrid_extension: random(), another_extension: random() },
};

/** The webhook of a function, without a key; and the key. */
export const where = (name = 'participant-added') => `/runtime/webhooks/EventGrid?functionName=${name}`;
export const code = `&code=${keys.system.eventgrid_extension}`;

export const event = (data: object = {}) => ({
  ...{ id: randomUUID(), topic: '/a/topic', subject: 'a subject', eventType: 'A.Type' },
  ...{ eventTime: '2026-11-23T09:30:00.1234567Z', data, dataVersion: '1.0', metadataVersion: '1' },
});

/** As Event Grid calls, with the body as JSON; a text is sent as it is. */
export function send(
  host: { port: number },
  body: unknown,
  { path = where() + code, kind = 'Notification', ...init }: Call & { path?: string; kind?: string } = {},
): Promise<Answer> {
  return call(host, path, {
    ...{ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
    ...init,
    headers: { 'content-type': 'application/json', 'aeg-event-type': kind, ...init.headers },
  });
}

/** What an answer says, short. */
export async function result(answer: Promise<Answer>): Promise<[status: number, text: string]> {
  const { status, text } = await answer;
  return [status, text];
}

/** A host with functions for events, one of them disabled, for the tests of a file; its log is new for each. */
export function eventHost(): { readonly host: FixtureHost } {
  let running: FixtureHost | undefined;
  beforeAll(async () => {
    running = await startFixture('takes-events', { keys, env: { 'AzureWebJobs.asleep.Disabled': 'true' } });
  });
  afterEach(() => void running?.lines.splice(0));
  afterAll(() => running?.stop());
  return {
    get host() {
      if (!running) throw new Error('Not started');
      return running;
    },
  };
}
