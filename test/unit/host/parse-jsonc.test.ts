import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonc } from '../../../local/host/host-json/parse-jsonc.ts';

describe('parseJsonc', () => {
  it.each([
    ['{"a": 1, // one\n}', { a: 1 }],
    ['{"a": [1, 2, /* three */ ], }', { a: [1, 2] }],
    ['{"a": "// no comment, /* nor this */ ,}"}', { a: '// no comment, /* nor this */ ,}' }],
    ['{"a": "\\",}"}', { a: '",}' }],
    ['/* first */ [1, // x\n // y\n ]', [1]],
    ['\ufeff{}', {}],
  ])('%s', (text, value) => expect(parseJsonc(text)).toEqual(value));

  it.each(['', '{', '[1,,2]', '{"a": 1 /* open }', '{a: 1}', '/'])('%s is a SyntaxError', (text) => {
    expect(() => parseJsonc(text)).toThrow(SyntaxError);
  });
  it('reads any JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJsonc(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
