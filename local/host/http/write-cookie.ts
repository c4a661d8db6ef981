import type { Cookie } from '../worker-link/messages.ts';

const sameSite = { none: undefined, lax: 'lax', strict: 'strict', explicitNone: 'none' };

/** A `set-cookie` value: https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1 */
export function writeCookie(cookie: Cookie): string {
  const expires = cookie.expires && new Date(Number(cookie.expires.value.seconds) * 1_000).toUTCString();
  const attributes: [string, string | number | undefined][] = [
    ['expires', expires],
    ['max-age', cookie.maxAge?.value],
    ['domain', cookie.domain?.value],
    ['path', cookie.path?.value],
    ['samesite', sameSite[cookie.sameSite ?? 'none']],
  ];
  return [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    ...attributes.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])),
    ...(cookie.secure?.value ? ['secure'] : []),
    ...(cookie.httpOnly?.value ? ['httponly'] : []),
  ].join('; ');
}
