import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAcsError } from '../../../src/upstream/read-acs-error.ts';

it.each([
  [
    'the documented shape',
    '{"error":{"code":"Forbidden","message":"No."}}',
    { code: 'Forbidden', message: 'No.' },
  ],
  [
    'the capitalised shape',
    '{"Code":"BadRequest","Message":"No.","InnerErrors":null}',
    { code: 'BadRequest', message: 'No.' },
  ],
  ['the wrapped shape', '{"CommunicationError":{"code":"X","message":"No."}}', { code: 'X', message: 'No.' }],
  ['a code alone', '{"error":{"code":"X"}}', { code: 'X' }],
  ['nothing', '', {}],
  ['HTML', '<html><body>502 Bad Gateway</body></html>', {}],
  ['a string', '"no"', {}],
  ['null', 'null', {}],
  ['an array', '[]', {}],
  ['an error that is a string', '{"error":"no"}', {}],
  ['a code that is a number', '{"error":{"code":7,"message":"No."}}', { message: 'No.' }],
])('reads %s', (_what, body, expected) => {
  expect(readAcsError(body)).toEqual(expected);
});

it('survives any body at all', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      for (const value of Object.values(readAcsError(body))) expect(typeof value).toBe('string');
    }),
  );
});

it('keeps a message to one line of reasonable length', () => {
  const { message } = readAcsError(JSON.stringify({ error: { message: `one\ntwo${'x'.repeat(9_999)}` } }));
  expect(message).toMatch(/^one twox+…$/);
  expect(message).toHaveLength(500);
});
