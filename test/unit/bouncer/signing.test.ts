import { createHmac, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BouncerError } from '../../../local/bouncer/bouncer-error.ts';
import { deliveryId, signEvent } from '../../../local/bouncer/sign-event.ts';
import { findSigning } from '../../../local/bouncer/signing-options.ts';
import { deskUnderTest } from './desk-under-test.ts';

const none = {
  ...{ scheme: undefined, 'secret-env': undefined, 'signature-header': undefined },
  ...{ encoding: undefined, prefix: undefined },
} as const;
type Given = Parameters<typeof findSigning>[0];
const find = (given: Partial<Given>, env: Record<string, string> = {}, signingSecret?: string) =>
  findSigning({ ...none, ...given }, deskUnderTest(env), signingSecret ? { signingSecret } : {});

function trouble(...args: Parameters<typeof find>) {
  try {
    find(...args);
  } catch (error) {
    if (error instanceof BouncerError) return error.trouble;
  }
  throw new Error('It was found.');
}

const key = () => `whsec_${randomBytes(32).toString('base64')}`;
const body = Buffer.from('{"id":"case-1"}');
const now = 1_763_888_400_123;

describe('how an event is signed', () => {
  it('is Standard Webhooks unless something else is asked for', () => {
    const secret = key();
    expect(find({}, { BOUNCER_SECRET: secret })).toEqual({
      scheme: 'standard-webhooks',
      keys: [Buffer.from(secret.slice(6), 'base64')],
    });
  });

  it('takes the secret of the local stack, unless another is named', () => {
    const [ofStack, ofMine] = [key(), key()];
    const bytes = (secret: string) => [Buffer.from(secret.slice(6), 'base64')];
    expect(find({}, { BOUNCER_SECRET: ofMine }, ofStack)).toMatchObject({ keys: bytes(ofStack) });
    expect(find({ 'secret-env': 'MINE' }, { MINE: ofMine }, ofStack)).toMatchObject({ keys: bytes(ofMine) });
  });

  it('may be with several keys, while they are being replaced', () => {
    const signing = find({}, { BOUNCER_SECRET: `${key()} ${key()}` });
    expect(signEvent(signing, body, 'id', now)['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
  });

  it('is refused without a secret, rather than sent unsigned', () => {
    expect(trouble({})).toMatchObject({
      exit: 'usage',
      what: 'There is no signing secret in BOUNCER_SECRET.',
    });
    expect(find({ scheme: 'none' })).toEqual({ scheme: 'none' });
  });

  it.each([
    ['a word', 'a-long-word-of-no-kind'],
    ['a key that is too short', `whsec_${randomBytes(23).toString('base64')}`],
    ['a key that is too long', `whsec_${randomBytes(65).toString('base64')}`],
    ['a private key', `whsk_${randomBytes(32).toString('base64')}`],
    ['half a key', `whsec_${randomBytes(32).toString('base64')}!`],
  ])('is not with %s, which is not repeated', (_what, secret) => {
    const said = trouble({}, { BOUNCER_SECRET: secret });
    expect(said.what).toBe('The secret in BOUNCER_SECRET is no key of Standard Webhooks.');
    expect(JSON.stringify(said)).not.toContain(secret.slice(7));
  });

  it('needs the name of a header where the scheme leaves it open', () => {
    for (const scheme of ['hmac', 'header'] as const) {
      expect(trouble({ scheme }, { BOUNCER_SECRET: 'x' }).remedy).toContain('--signature-header');
    }
  });
});

describe('a signature', () => {
  it('of Standard Webhooks carries the id and the time of the attempt', () => {
    const signing = find({}, { BOUNCER_SECRET: key() });
    const first = signEvent(signing, body, 'case-1', now);
    const again = signEvent(signing, body, 'case-1', now + 60_000);
    expect(first).toMatchObject({ 'webhook-id': 'case-1', 'webhook-timestamp': '1763888400' });
    expect(again).toMatchObject({ 'webhook-id': 'case-1', 'webhook-timestamp': '1763888460' });
    expect(again['webhook-signature']).not.toBe(first['webhook-signature']);
  });

  it('by HMAC is over the body alone, in hex or base64, with its prefix', () => {
    const secret = randomBytes(20).toString('hex');
    const given = { scheme: 'hmac', 'signature-header': 'x-hub-signature-256', prefix: 'sha256=' } as const;
    const right = createHmac('sha256', secret).update(body).digest();
    expect(signEvent(find(given, { BOUNCER_SECRET: secret }), body, 'id', now)).toEqual({
      'webhook-id': 'id',
      'x-hub-signature-256': `sha256=${right.toString('hex')}`,
    });
    const base64 = find({ ...given, encoding: 'base64' }, { BOUNCER_SECRET: secret });
    expect(signEvent(base64, body, 'id', now)['x-hub-signature-256']).toBe(
      `sha256=${right.toString('base64')}`,
    );
  });

  it('in a header is the secret itself', () => {
    const given = { scheme: 'header', 'signature-header': 'authorization', prefix: 'Bearer ' } as const;
    const secret = randomBytes(20).toString('hex');
    expect(signEvent(find(given, { BOUNCER_SECRET: secret }), body, 'id', now)).toEqual({
      'webhook-id': 'id',
      authorization: `Bearer ${secret}`,
    });
  });
});

describe('the id of a delivery', () => {
  it('is the event’s own where that may be signed', () => {
    expect(deliveryId('case_47-11', body)).toBe('case_47-11');
  });

  it('may always be signed, and is the same for the same event', () => {
    void fc.assert(
      fc.property(fc.option(fc.string(), { nil: undefined }), fc.uint8Array(), (id, bytes) => {
        const made = deliveryId(id, bytes);
        expect(made).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        expect(deliveryId(id, Uint8Array.from(bytes))).toBe(made);
      }),
    );
  });

  it('differs where the events do', () => {
    expect(deliveryId('a.b', body)).not.toBe(deliveryId('a.c', body));
    expect(deliveryId(undefined, body)).not.toBe(deliveryId(undefined, Buffer.from('{}')));
  });
});
