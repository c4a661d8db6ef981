import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAmbiguity } from '../../../src/intake/find-ambiguity.ts';

describe('findAmbiguity', () => {
  it.each([
    ['a name twice', '{"a":1,"a":2}', '/a'],
    ['a name twice, further down', '{"x":[{"a":{"b":1}},{"a":1,"b":2,"a":3}]}', '/x/1/a'],
    ['a name twice, once escaped', '{"a":1,"\\u0061":2}', '/a'],
    ['a name twice with a value between that looks like it', '{"a":"a","b":["a"],"a":0}', '/a'],
    ['a name that needs escaping in a pointer', '{"a/b":1,"a/b":2}', '/a~1b'],
    ['__proto__', '{"__proto__":{"action":"remove"}}', '/__proto__'],
    ['__proto__, escaped', '{"x":{"\\u005f_proto__":1}}', '/x/__proto__'],
    ['nesting without end', '['.repeat(200_000) + ']'.repeat(200_000), '/0'.repeat(32)],
  ])('finds %s', (_what, text, pointer) => {
    JSON.parse(text);
    expect(findAmbiguity(text)).toMatchObject({ pointer });
  });

  it.each([
    '{}',
    '[]',
    '"a"',
    'null',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":2}]',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    '{"a":"\\\\","b":"\\""}',
    ' { "a" : [ 1 , -2.5e3 , true ] , "b" : { } } ',
  ])('finds nothing in %s', (text) => {
    JSON.parse(text);
    expect(findAmbiguity(text)).toBeUndefined();
  });

  it('finds nothing in what JSON.stringify makes of any value', () => {
    const shallow = fc.json({ maxDepth: 8 }).filter((text) => !text.includes('__proto__'));
    fc.assert(fc.property(shallow, (text) => findAmbiguity(text) === undefined));
  });

  it('finds any name that is put into an object twice', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
    fc.assert(
      fc.property(name, fc.json({ maxDepth: 3 }), (twice, value) => {
        const member = `${JSON.stringify(twice)}:${value.replaceAll('__proto__', 'x')}`;
        expect(findAmbiguity(`{${member},${member}}`)).toBeDefined();
      }),
    );
  });
});
