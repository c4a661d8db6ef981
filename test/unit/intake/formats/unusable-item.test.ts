import { expect, it } from 'vitest';
import { nameByContent, namesByContent } from '../../../../src/intake/formats/unusable-item.ts';

it('what has no name is named by its body and its place in it', () => {
  const body = Buffer.from('[{},{}]');
  const nameAt = namesByContent(body);
  expect(nameAt('/1')).toBe(nameByContent(body, '/1'));
  expect(nameAt('/0')).not.toBe(nameAt('/1'));
  expect(nameAt('')).not.toBe(nameByContent(Buffer.from('[{}]')));
});

it('a body is gone through once, however many in it have no name', () => {
  const body = Buffer.from('[{},{}]');
  const nameAt = namesByContent(body);
  const before = nameAt('/0');
  body.fill('x');
  expect(nameAt('/0')).toBe(before);
});
