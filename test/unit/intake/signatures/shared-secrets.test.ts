import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemeOf } from '../../../../src/intake/signatures/schemes.ts';
import type { Signature } from '../../../../src/intake/sources/signature.ts';

const secret = randomBytes(24).toString('hex');
const body = Buffer.from('{"type":"author.blocked"}');
const digest = (encoding: 'hex' | 'base64', of: Uint8Array = body, key = secret) =>
  createHmac('sha256', key).update(of).digest(encoding);

const given = (name: string, value: string) => new Headers({ [name]: value });

function verify(signature: Signature, headers: Headers, keys: readonly string[] = [secret], of = body) {
  return schemeOf(signature).verify({ headers, body: of }, keys, 0);
}

describe('hmac-sha256', () => {
  const hex = { scheme: 'hmac-sha256', header: 'modapi-signature', encoding: 'hex' } as const;
  const base64 = { scheme: 'hmac-sha256', header: 'X-Sign', encoding: 'base64' } as const;
  const withPrefix = { ...hex, header: 'X-Hub-Signature-256', prefix: 'sha256=' } as const;

  it('takes the digest of the body in hex, small or in capitals, and in base64', () => {
    expect(verify(hex, given('modapi-signature', digest('hex')))).toBe('ok');
    expect(verify(hex, given('modapi-signature', digest('hex').toUpperCase()))).toBe('ok');
    expect(verify(base64, given('x-sign', digest('base64')))).toBe('ok');
  });

  it('takes a prefix where the source has one, and needs it then', () => {
    expect(verify(withPrefix, given('x-hub-signature-256', `sha256=${digest('hex')}`))).toBe('ok');
    expect(verify(withPrefix, given('x-hub-signature-256', digest('hex')))).toBe('malformed');
    expect(verify(hex, given('modapi-signature', `sha256=${digest('hex')}`))).toBe('mismatch');
  });

  it('takes any of several keys, and none that has been taken away', () => {
    const next = randomBytes(24).toString('hex');
    const headers = given('modapi-signature', digest('hex'));
    expect(verify(hex, headers, [next, secret])).toBe('ok');
    expect(verify(hex, headers, [next])).toBe('mismatch');
  });

  it('refuses an empty or missing signature', () => {
    expect(verify(hex, given('modapi-signature', ''))).toBe('unsigned');
    expect(verify(hex, new Headers())).toBe('unsigned');
  });

  it('refuses a flipped bit anywhere in the body or the signature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.boolean(), (bytes, at, ofBody) => {
        const right = Buffer.from(digest('base64', bytes));
        const target = Buffer.from(ofBody ? bytes : right);
        const bit = at % (target.length * 8);
        target[bit >> 3] = (target[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const [sent, text] = ofBody ? [target, right] : [Buffer.from(bytes), target];
        fc.pre(!/[\0\r\n]|^\s|\s$/.test(text.toString('latin1')));
        expect(verify(base64, given('X-Sign', text.toString('latin1')), [secret], sent)).toBe('mismatch');
      }),
    );
  });

  it.each(['', 'short', 'Bearer'])('takes %j for no key', (key) => {
    expect(schemeOf(hex).isKey(key)).toBe(false);
    const headers = given('modapi-signature', digest('hex', body, key));
    expect(verify(hex, headers, [key])).toBe('mismatch');
  });

  it('vouches for no id of the delivery, since a header outside the signature names it', () => {
    const headers = new Headers({ 'modapi-signature': digest('hex'), 'webhook-id': 'another' });
    expect(schemeOf(hex).deliveryId(headers)).toBeUndefined();
  });
});

describe('header', () => {
  const plain = { scheme: 'header', header: 'x-bouncer-key' } as const;
  const bearer = { scheme: 'header', header: 'Authorization', prefix: 'Bearer ' } as const;

  it('takes the secret in the header it is for', () => {
    expect(verify(plain, given('X-Bouncer-Key', secret))).toBe('ok');
    expect(verify(plain, given('X-Other', secret))).toBe('unsigned');
    expect(verify(bearer, given('authorization', `Bearer ${secret}`))).toBe('ok');
    expect(verify(bearer, given('authorization', secret))).toBe('mismatch');
  });

  it('takes any of several keys, for rotation', () => {
    const next = randomBytes(24).toString('hex');
    for (const key of [secret, next])
      expect(verify(plain, given('x-bouncer-key', key), [next, secret])).toBe('ok');
    expect(verify(plain, given('x-bouncer-key', `${next} ${secret}`), [next, secret])).toBe('mismatch');
  });

  it('refuses everything else', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{1,80}$/), (text) => {
        fc.pre(text !== secret);
        expect(verify(plain, given('x-bouncer-key', text))).toBe('mismatch');
      }),
    );
    expect(verify(plain, given('x-bouncer-key', ''))).toBe('unsigned');
    expect(verify(plain, given('x-bouncer-key', 'short'), ['short'])).toBe('mismatch');
  });
});

describe('none', () => {
  it('asks for nothing: the function key is all there is', () => {
    expect(verify({ scheme: 'none' }, new Headers(), [])).toBe('ok');
  });
});
