import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePath, encodePath, encodePathOnceMore } from '../../../local/host/http/decode-path.ts';

describe('decodePath', () => {
  it.each([
    ['/a%20b', '/a b'],
    ['/a%2Fb%2fc', '/a%2Fb%2fc'],
    ['/%C3%A9%2F%C3%A9', '/é%2Fé'],
    ['/%41%', '/A%'],
    ['/%FF', '/%FF'],
    ['/%zz', '/%zz'],
    ['/a/../b', '/b'],
    ['/../../b', '/b'],
    ['/a/./b/.', '/a/b/'],
    ['/a/%2e%2e/b', '/b'],
    ['/a/..', '/'],
    ['/a/', '/a/'],
    ['//a', '//a'],
  ])('%s', (raw, decoded) => expect(decodePath(raw)).toBe(decoded));

  it('gives back what was encoded, whatever it is', () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/^\.\.?$|[/%]/.test(text));
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const path = `/${segments.join('/')}`;
        expect(decodePath(encodePath(path))).toBe(path);
      }),
    );
  });
  it('never throws', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(\/|%|[\dA-F]|\.)*$/), (path) =>
        decodePath(`/${path}`).startsWith('/'),
      ),
    );
  });
});

it('encodePath leaves escapes, encodePathOnceMore escapes them too', () => {
  expect(encodePath('/a%2Fb c?d#e%')).toBe('/a%2Fb%20c%3Fd%23e%25');
  expect(encodePathOnceMore('/a%2Fb c?d#e%')).toBe('/a%252Fb%20c%3Fd%23e%25');
});
