import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { createIssuedSecrets } from '../../../local/azure/door/issued-secrets.ts';
import { createVault } from '../../../local/azure/key-vault/vault.ts';
import { signForSender } from '../../../local/docs-page/sign-for-sender.ts';

const vault = createVault(Date.now, createIssuedSecrets());
const newKey = () => `whsec_${randomBytes(32).toString('base64')}`;
const [ofDefault, ofOther] = [newKey(), newKey()];
vault.setSecret('webhook-signing-key', ofDefault);
vault.setSecret('webhook-signing-key-other', `${ofOther} ${newKey()}`);

const event = { id: 'case-1', reason: 'ünsigned' };
const body = Buffer.from(JSON.stringify(event));
const sign = (method: string, path: string, headers: Record<string, string> = {}) =>
  signForSender({ method, path, headers, body }, vault);

describe('an event that is tried from the page', () => {
  it.each([
    ['/api/events', ofDefault],
    ['/api/events?x=1', ofDefault],
    ['/api/events/default', ofDefault],
    ['/api/events/other', ofOther],
  ])('is signed at %s with the first key of its source', (path, key) => {
    expect(new Webhook(key).verify(body, sign('POST', path))).toEqual(event);
  });

  it('keeps the name that its delivery was given', () => {
    const signed = sign('POST', '/api/events', { 'webhook-id': 'msg_1' });
    expect(signed['webhook-id']).toBe('msg_1');
    expect(new Webhook(ofDefault).verify(body, signed)).toEqual(event);
  });

  it.each<[string, string, string, Record<string, string>]>([
    ['no event', 'POST', '/api/redrive', {}],
    ['no event either', 'POST', '/api/eventsx', {}],
    ['a handshake', 'OPTIONS', '/api/events', {}],
    ['signed already', 'POST', '/api/events', { 'webhook-signature': 'v1,x' }],
    ['of a source that has no key', 'POST', '/api/events/nobody', {}],
  ])('is left as it is when it is %s', (_what, method, path, headers) => {
    expect(sign(method, path, headers)).toEqual({});
  });
});
