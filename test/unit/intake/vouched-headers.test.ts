import { describe, expect, it } from 'vitest';
import { vouchedHeaders } from '../../../src/intake/vouched-headers.ts';

const [signedBody, sharedSecret] = [{ trustsHeaders: false }, { trustsHeaders: true }];
const binary = { 'content-type': 'application/json', 'ce-specversion': '1.0', 'ce-id': '1', 'ce-type': 'x' };

describe('where the body alone is signed', () => {
  it('webhook-id is the one that was signed', () => {
    const headers = new Headers({ 'svix-id': 'signed', 'webhook-id': 'added' });
    expect(vouchedHeaders(headers, signedBody, 'signed').get('webhook-id')).toBe('signed');
    expect(headers.get('webhook-id')).toBe('added');
  });

  it('there is no id if none was signed, under no vendor’s name either', () => {
    const headers = new Headers({ 'webhook-id': 'added', 'content-type': 'application/json' });
    headers.set('x-webhook-id', 'added');
    expect([...vouchedHeaders(headers, signedBody, undefined)]).toEqual([
      ['content-type', 'application/json'],
    ]);
  });

  it('a CloudEvent in binary mode is refused: its attributes are headers, which anybody could have changed', () => {
    expect(() => vouchedHeaders(new Headers(binary), signedBody, 'msg_1')).toThrow(
      expect.objectContaining({ problem: 'unsupported-media-type' }),
    );
  });

  it('a CloudEvent in structured mode is taken, whatever stands in headers', () => {
    const headers = new Headers({ ...binary, 'content-type': 'application/cloudevents+json; charset=utf-8' });
    expect(vouchedHeaders(headers, signedBody, 'msg_1').get('webhook-id')).toBe('msg_1');
  });
});

it('where the sender has the secret itself, its headers are its own', () => {
  const headers = new Headers(binary);
  expect(vouchedHeaders(headers, sharedSecret, undefined)).toBe(headers);
});
