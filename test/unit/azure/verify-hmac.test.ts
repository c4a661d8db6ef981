import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyHmac } from '../../../local/azure/communication/verify-hmac.ts';
import type { Incoming } from '../../../local/azure/door/incoming.ts';

const NOW = Date.parse('2026-11-23T05:08:07Z');
const key = (byte: number) => Buffer.alloc(64, byte).toString('base64');

interface Wish {
  method: string;
  url: string;
  body: string;
  date: number;
  keyByte: number;
}
const wish: fc.Arbitrary<Wish> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  url: fc.webPath().map((path) => `/identities${path}?api-version=2023-10-01`),
  body: fc.string(),
  date: fc.integer({ min: -299, max: 299 }).map((seconds) => NOW + seconds * 1000),
  keyByte: fc.integer({ min: 1, max: 255 }),
});

/** A request signed as published, for the host with its port. */
function sign({ method, url, body, date, keyByte }: Wish): Incoming {
  const hash = createHash('sha256').update(body).digest('base64');
  const host = 'local.communication.azure.com:7443';
  const day = new Date(date).toUTCString();
  const signature = createHmac('sha256', Buffer.from(key(keyByte), 'base64'))
    .update(`${method}\n${url}\n${day};${host};${hash}`)
    .digest('base64');
  const authorization = `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
  const headers = { host, 'x-ms-date': day, 'x-ms-content-sha256': hash, authorization };
  return {
    method,
    url,
    host,
    headers,
    body: Buffer.from(body),
    path: '',
    query: new URLSearchParams(),
    params: {},
  };
}

const verify = (incoming: Incoming, ...keys: string[]) => verifyHmac(incoming, keys, NOW);

test('what was signed as published is accepted, with either key', () => {
  fc.assert(
    fc.property(wish, (wished) => {
      const right = key(wished.keyByte);
      expect(verify(sign(wished), right)).toMatchObject({ key: right });
      expect(verify(sign(wished), key(0), right)).toMatchObject({ key: right });
    }),
  );
});

test('whatever is changed after signing is refused', () => {
  const changes: Array<(incoming: Incoming) => Incoming> = [
    (incoming) => ({ ...incoming, method: `${incoming.method}X` }),
    (incoming) => ({ ...incoming, url: `${incoming.url}&x=1` }),
    (incoming) => ({ ...incoming, body: Buffer.concat([incoming.body, Buffer.from('x')]) }),
    (incoming) => ({ ...incoming, headers: { ...incoming.headers, host: 'local.communication.azure.com' } }),
    (incoming) => ({
      ...incoming,
      headers: { ...incoming.headers, 'x-ms-date': new Date(NOW + 3.6e5).toUTCString() },
    }),
    (incoming) => ({ ...incoming, headers: { ...incoming.headers, authorization: undefined } }),
  ];
  fc.assert(
    fc.property(wish, fc.constantFrom(...changes), (wished, change) => {
      expect(verify(change(sign(wished)), key(wished.keyByte))).toHaveProperty('why');
    }),
  );
});

test('another key is refused, and so is none', () => {
  fc.assert(
    fc.property(wish, (wished) => {
      expect(verify(sign(wished), key(0))).toHaveProperty('why');
      expect(verify(sign(wished))).toHaveProperty('why');
    }),
  );
});

test('a date more than 5 minutes off is refused, though signed', () => {
  fc.assert(
    fc.property(
      wish,
      fc.integer({ min: 301, max: 1e6 }),
      fc.constantFrom(-1, 1),
      (wished, seconds, sign_) => {
        const late = { ...wished, date: NOW + sign_ * seconds * 1000 };
        expect(verify(sign(late), key(wished.keyByte))).toEqual({ why: expect.stringMatching(/date/) });
      },
    ),
  );
});

test('a header of any other form is refused without an error', () => {
  fc.assert(
    fc.property(wish, fc.string(), (wished, authorization) => {
      const incoming = sign(wished);
      const odd = { ...incoming, headers: { ...incoming.headers, authorization } };
      expect(verify(odd, key(wished.keyByte))).toHaveProperty('why');
    }),
  );
});
