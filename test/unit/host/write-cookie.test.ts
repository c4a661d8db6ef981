import { expect, it } from 'vitest';
import { writeCookie } from '../../../local/host/http/write-cookie.ts';

it.each([
  [{ name: 'a', value: 'x y;' }, 'a=x%20y%3B'],
  [
    { name: 'a', value: '', path: { value: '/p' }, domain: { value: 'd.example' } },
    'a=; domain=d.example; path=/p',
  ],
  [
    { name: 'a', value: '1', expires: { value: { seconds: 0 } } },
    'a=1; expires=Thu, 01 Jan 1970 00:00:00 GMT',
  ],
  [
    { name: 'a', value: '1', maxAge: { value: 0 }, sameSite: 'explicitNone' as const },
    'a=1; max-age=0; samesite=none',
  ],
  [{ name: 'a', value: '1', secure: { value: true }, httpOnly: { value: true } }, 'a=1; secure; httponly'],
  [{ name: 'a', value: '1', secure: { value: false }, sameSite: 'none' as const }, 'a=1'],
])('%j', (cookie, header) => expect(writeCookie(cookie)).toBe(header));
