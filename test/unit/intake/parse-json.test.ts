import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpProblem } from '../../../src/http/http-problem.ts';
import { parseJson, parseJsonOrList } from '../../../src/intake/parse-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const problemOf = (body: Uint8Array) => {
  try {
    parseJson(body);
  } catch (error) {
    if (error instanceof HttpProblem) return error.problem;
    throw error;
  }
  return undefined;
};

it.each([
  ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xc0, 0xa0, 0x22), 'not-utf-8'],
  ['half a character', Uint8Array.of(0x22, 0xe2, 0x82), 'not-utf-8'],
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x7b, 0x00), 'not-utf-8'],
  ['no JSON', bytes('remove them'), 'not-json'],
  ['JSON cut short', bytes('{"id":"1"'), 'not-json'],
  ['JSON with a comment', bytes('{} // yes'), 'not-json'],
  ['two documents', bytes('{}{}'), 'not-json'],
  ['a name that stands twice', bytes('{"id":1,"id":2}'), 'unsafe-json'],
])('refuses %s', (_what, body, problem) => {
  expect(problemOf(body)).toBe(problem);
});

it('takes a byte order mark for what it is', () => {
  expect(parseJson(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes('{"a":1}')))).toEqual({ a: 1 });
});

it('never quotes the body', () => {
  expect(() => parseJson(bytes('{"token": very-private'))).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('very-private') }),
  );
});

it('gives a value or a problem for any bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (body) => void problemOf(body)));
});

describe('a list', () => {
  it('comes as its entries, anything else as it is', () => {
    expect(parseJsonOrList(bytes('[1,{"a":2}]'))).toEqual({ entries: [{ json: 1 }, { json: { a: 2 } }] });
    expect(parseJsonOrList(bytes('[]'))).toEqual({ entries: [] });
    expect(parseJsonOrList(bytes('{"a":1}'))).toEqual({ value: { a: 1 } });
  });

  it('has an entry at fault for each that can be read in two ways, and the others as they are', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const text = `[{"a":1},{"a":1,"a":2,"b":{"c":1,"c":2}},${deep},{"x":{"__proto__":1}},{"a":2}]`;
    expect(parseJsonOrList(bytes(text))).toMatchObject({
      entries: [
        { json: { a: 1 } },
        { fault: { pointer: '/1/a' } },
        { fault: { pointer: `/2${'/0'.repeat(31)}` } },
        { fault: { pointer: '/3/x/__proto__' } },
        { json: { a: 2 } },
      ],
    });
  });

  it.each(['{"a":1,"a":2}', '{"list":[{"a":1,"a":2}]}'])('is what %s is not: refused as a whole', (text) => {
    expect(() => parseJsonOrList(bytes(text))).toThrow(expect.objectContaining({ problem: 'unsafe-json' }));
  });
});
