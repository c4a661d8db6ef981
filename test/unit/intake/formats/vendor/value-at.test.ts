import { expect, it } from 'vitest';
import { firstOf, pointerOf, textAt, valueAt } from '../../../../../src/intake/formats/vendor/value-at.ts';

const json = JSON.parse(
  '{"a":{"b":[{"c":"x"}],"none":null,"empty":"","blank":" ","no":false,"zero":0,"d.e":{"f/g~h":1},"__proto__":2}}',
);

it.each<[string, unknown]>([
  ['a.b.0.c', 'x'],
  ['/a/b/0/c', 'x'],
  ['/a/d.e/f~1g~0h', 1],
  ['a.no', false],
  ['a.zero', 0],
  ['a.__proto__', 2],
])('finds %s', (path, value) => {
  expect(valueAt(json, path)).toBe(value);
});

it.each(['', '/', 'b', 'a.c', 'a.b.1', 'a.b.-1', 'a.b.length', 'a.none', 'a.none.x', 'a.empty', 'a.d.e'])(
  'finds nothing at %j',
  (path) => {
    expect(valueAt(json, path)).toBeUndefined();
  },
);

it.each(['constructor', 'toString', 'a.constructor.name', '__proto__', 'a.b.__proto__', 'a.b.0.c.length'])(
  'finds nothing that JavaScript put there: %s',
  (path) => {
    expect(valueAt(json, path)).toBeUndefined();
  },
);

it.each([null, 7, 'a', undefined])('finds nothing in %j', (value) => {
  expect(valueAt(value, 'a')).toBeUndefined();
});

it('takes the first place at which anything stands', () => {
  expect(firstOf(json, ['a.none', 'a.empty', 'a.no', 'a.zero'])).toEqual({ path: 'a.no', value: false });
  expect(firstOf(json, [])).toBeUndefined();
});

it('takes for a text only a text with something in it', () => {
  expect(textAt(json, ['a.b.0.c'])).toBe('x');
  for (const path of ['a.zero', 'a.blank', 'a.b', 'a.none']) expect(textAt(json, [path])).toBeUndefined();
});

it('writes a path as a JSON Pointer', () => {
  expect(pointerOf('a.b.0')).toBe('/a/b/0');
  expect(pointerOf('/a/d.e')).toBe('/a/d.e');
});
