import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { answerHandshake } from '../../../src/intake/answer-handshake.ts';
import { readSources } from '../../../src/intake/sources/read-sources.ts';

const entry = { format: 'cloudevents', signature: 'none' };
const read = readSources(
  JSON.stringify([
    { ...entry, name: 'default' },
    { ...entry, name: 'slow', maxPerMinute: 120 },
    { ...entry, name: 'vendor', format: 'stream' },
  ]),
);
const sources = 'entries' in read ? read.entries : new Map();

function ask(headers: Record<string, string>, path = '/api/events') {
  const request = new HttpRequest({ method: 'OPTIONS', url: `https://app.test${path}`, headers });
  return answerHandshake({ request, note: () => {} }, { sources });
}

const origin = 'eventemitter.example.com';
const consent = {
  'WebHook-Allowed-Origin': origin,
  'WebHook-Allowed-Rate': '*',
  Allow: 'POST',
};

describe('the CloudEvents handshake', () => {
  it('consents to a sender that gives its name, at any rate', () => {
    expect(ask({ 'webhook-request-origin': origin })).toEqual({ status: 200, headers: consent });
    expect(ask({ 'webhook-request-origin': origin, 'webhook-request-rate': '10' })).toMatchObject({
      headers: consent,
    });
  });

  it('names the rate that the source may have, whatever was asked for', () => {
    const asked = { 'webhook-request-origin': origin, 'webhook-request-rate': '1000000' };
    expect(ask(asked, '/api/events/slow')).toMatchObject({ headers: { 'WebHook-Allowed-Rate': '120' } });
  });

  it.each([
    ['no name', ''],
    ['a URL', 'https://evil.example.com'],
    ['a port', 'example.com:80'],
    ['a list', 'a.example.com, b.example.com'],
    ['a wildcard', '*'],
    ['a space', 'example com'],
    ['an empty label', 'example..com'],
    ['a label that begins with a hyphen', '-a.example.com'],
    ['a label that is too long', `${'a'.repeat(64)}.com`],
    ['a name that is too long', Array(60).fill('abcd').join('.')],
  ])('does not consent to %s, and sends nothing of it back', (_what, given) => {
    expect(ask(given ? { 'webhook-request-origin': given } : {})).toEqual({
      status: 200,
      headers: { Allow: 'POST' },
    });
  });

  it('is not for vendors, who never ask', () => {
    expect(ask({ 'webhook-request-origin': origin }, '/api/events/vendor')).toEqual({
      status: 200,
      headers: { Allow: 'POST' },
    });
  });

  it('is for known sources only', () => {
    expect(() => ask({ 'webhook-request-origin': origin }, '/api/events/unknown')).toThrow();
  });
});
