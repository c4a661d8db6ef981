import { createHmac, randomBytes } from 'node:crypto';
import { beforeAll } from 'vitest';
import { signEvent } from '../../local/send/sign-event.ts';
import { type Received, type StackUnderTest, stackUnderTest } from './stack-under-test.ts';

/** A thread that only the source `forum` may touch; nobody is in it. */
export const forumThread = '19:forum@thread.v2';

/** What makes a user of Stream a participant. */
export const streamUsers = '8:acs:8540c0de-899f-5cce-acb5-3ec493af3800_';

/** Everybody who may call in these tests. */
const sources = [
  { name: 'default', format: 'native', signature: 'standard-webhooks' },
  {
    name: 'forum',
    format: 'native',
    signature: 'standard-webhooks',
    threads: [forumThread],
    actions: ['remove'],
  },
  { name: 'slow', format: 'native', signature: 'standard-webhooks', maxPerMinute: 3 },
  { name: 'open', format: 'native', signature: 'none' },
  { name: 'keyless', format: 'native', signature: 'standard-webhooks', secret: 'not-in-the-vault' },
  { name: 'events', format: 'cloudevents', signature: { scheme: 'header', header: 'x-bouncer-key' } },
  { name: 'grid', format: 'eventgrid', signature: { scheme: 'header', header: 'x-bouncer-key' } },
  { name: 'tool', format: 'moderation-api' },
  { name: 'tool-forum', format: 'moderation-api', threads: [forumThread] },
  {
    name: 'stream',
    format: 'stream',
    participantFrom: { prefix: streamUsers },
    threadFrom: { prefix: '19:', suffix: '@thread.v2' },
    actionsFrom: { kick: 'remove' },
  },
];

/** The local stack with all of these sources, each with a secret of its own. */
export interface SourcesUnderTest extends StackUnderTest {
  /** What a source signs with. */
  readonly secrets: Map<string, string>;
  /** Posts to a source, with the headers given and a function key. */
  post(source: string, body: string | Uint8Array, headers?: Record<string, string>): Promise<Received>;
  /** Posts JSON to a source by Standard Webhooks, signed with its own secret. */
  sendAs(source: string, json: unknown, id?: string): Promise<Received>;
  /** The same, by the HMAC of a vendor. */
  vendor(source: string, header: string, body: string, headers?: Record<string, string>): Promise<Received>;
}

/** Starts such a stack for the tests of one file. */
export function sourcesUnderTest(): SourcesUnderTest {
  const under = stackUnderTest({ settings: { WEBHOOK_SOURCES: JSON.stringify(sources) } });
  const secrets = new Map<string, string>();
  beforeAll(() => {
    secrets.set('default', under.stack.events.signingKey);
    for (const { name, signature, secret } of sources) {
      if (name === 'default' || signature === 'none' || secret) continue;
      const value =
        signature === 'standard-webhooks'
          ? `whsec_${randomBytes(32).toString('base64')}`
          : randomBytes(32).toString('hex');
      secrets.set(name, value);
      under.stack.azure.vault.setSecret(`webhook-signing-key-${name}`, value);
    }
  });
  const keyOf = (source: string) => secrets.get(source) ?? '';
  const post: SourcesUnderTest['post'] = (source, body, headers = {}) =>
    under.request(`/api/events/${source}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: body as string | Uint8Array<ArrayBuffer>,
    });
  return Object.assign(under, {
    secrets,
    post,
    sendAs(source: string, json: unknown, id?: string) {
      const body = JSON.stringify(json);
      return post(source, body, signEvent(body, { key: keyOf(source), ...(id && { id }) }));
    },
    vendor(source: string, header: string, body: string, headers: Record<string, string> = {}) {
      const digest = createHmac('sha256', keyOf(source)).update(body).digest('hex');
      return post(source, body, { [header]: digest, ...headers });
    },
  });
}
