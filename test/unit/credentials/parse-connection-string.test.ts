import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConnectionString } from '../../../src/credentials/parse-connection-string.ts';
import { UpstreamError } from '../../../src/upstream/upstream-error.ts';

const key = Buffer.from('not a real key').toString('base64');
const expected = { endpoint: 'https://my-resource.communication.azure.com', accessKey: key };

describe('parseConnectionString', () => {
  it.each([
    ['as Azure shows it', `endpoint=https://my-resource.communication.azure.com/;accesskey=${key}`],
    ['without the slash', `endpoint=https://my-resource.communication.azure.com;accesskey=${key}`],
    [
      'with a semicolon at its end',
      `endpoint=https://my-resource.communication.azure.com/;accesskey=${key};`,
    ],
    ['the other way round', `accesskey=${key};endpoint=https://my-resource.communication.azure.com/`],
    [
      'in other case and with spaces',
      ` Endpoint=https://my-resource.communication.azure.com/ ; AccessKey=${key} `,
    ],
  ])('takes it %s', (_how, text) => {
    expect(parseConnectionString(text)).toEqual(expected);
  });

  it.each([
    ['empty', ''],
    ['without a key', 'endpoint=https://my-resource.communication.azure.com/'],
    ['without an endpoint', `accesskey=${key}`],
    [
      'with an endpoint that is not https',
      `endpoint=http://my-resource.communication.azure.com/;accesskey=${key}`,
    ],
    ['with a key that is not base64', 'endpoint=https://my-resource.communication.azure.com/;accesskey=%%%'],
  ])('refuses it %s, as an error that may pass when the secret is put right', (_how, text) => {
    expect(() => parseConnectionString(text)).toThrow(UpstreamError);
    expect(() => parseConnectionString(text)).toThrow(expect.objectContaining({ retryable: true }));
  });

  it('never lets any of it into the error', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9+/]{16,}$/),
        fc.constantFrom('', 'endpoint=nonsense;'),
        (secret, rest) => {
          try {
            parseConnectionString(`${rest}accesskey=${secret}`);
          } catch (error) {
            expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain(secret);
            return;
          }
          throw new Error('it should have been refused');
        },
      ),
    );
  });
});
