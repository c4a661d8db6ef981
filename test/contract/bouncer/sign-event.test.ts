import { randomBytes } from 'node:crypto';
import { HTTP } from 'cloudevents';
import * as fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import type { NativeEvent } from '../../../local/bouncer/event-options.ts';
import { deliveryOf } from '../../../local/bouncer/make-delivery.ts';
import { signEvent } from '../../../local/bouncer/sign-event.ts';

const event: NativeEvent = {
  ...{ id: 'case 47/11 “é”', action: 'ban', threadId: '19:abc@thread.v2', participant: '8:acs:somebody' },
  ...{ reason: 'spam, “again”', occurredAt: '2026-11-23T08:00:00.000Z' },
};
const now = Date.now();

describe('what is signed here', () => {
  it('is accepted by the libraries of Standard Webhooks and of Svix', () => {
    void fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), fc.jsonValue(), (bytes, json) => {
        const [secret, body] = [Buffer.from(bytes), Buffer.from(JSON.stringify({ json }))];
        const keys = [randomBytes(32), secret];
        const headers = { ...signEvent({ scheme: 'standard-webhooks', keys }, body, 'msg_1', now) };
        for (const Webhook of [StandardWebhook, SvixWebhook]) {
          const verify = (text: Buffer) => new Webhook(secret.toString('base64')).verify(text, headers);
          expect(() => verify(body)).not.toThrow();
          expect(() => verify(Buffer.concat([body, Buffer.from(' ')]))).toThrow();
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('an event as a CloudEvent', () => {
  it.each(['cloudevents', 'cloudevents-binary'] as const)(
    'reads alike in the CNCF’s own library: %s',
    (format) => {
      const { body, headers } = deliveryOf(event, format, now);
      const read = HTTP.toEvent({ headers: { ...headers }, body: body.toString() });
      expect(read).toMatchObject({
        specversion: '1.0',
        source: 'urn:chat-bouncer:cli',
        type: 'chat-bouncer.ban',
        time: '2026-11-23T08:00:00.000Z',
        data: {
          action: 'ban',
          threadId: event.threadId,
          participant: event.participant,
          reason: event.reason,
        },
      });
    },
  );

  it('keeps an id of any characters', () => {
    const structured = deliveryOf(event, 'cloudevents', now);
    expect(JSON.parse(Buffer.from(structured.body).toString())).toMatchObject({ id: event.id });
    const binary = deliveryOf(event, 'cloudevents-binary', now);
    expect(binary.headers['ce-id']).toMatch(/^[\x21-\x7e]+$/);
    expect(decodeURIComponent(binary.headers['ce-id'] ?? '')).toBe(event.id);
  });
});
