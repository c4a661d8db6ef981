import { expect, it } from 'vitest';
import { jsonPointer } from '../../../src/intake/json-pointer.ts';

// https://www.rfc-editor.org/rfc/rfc6901#section-5
it.each([
  [[], ''],
  [['foo', 0], '/foo/0'],
  [[''], '/'],
  [['a/b'], '/a~1b'],
  [['m~n'], '/m~0n'],
  [['~1'], '/~01'],
])('writes %j as RFC 6901 does', (path, pointer) => {
  expect(jsonPointer(path)).toBe(pointer);
});
