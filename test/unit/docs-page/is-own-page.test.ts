import { describe, expect, it } from 'vitest';
import { isOwnPage } from '../../../local/docs-page/is-own-page.ts';

const allowed = (headers: Record<string, string>) => isOwnPage({ method: 'GET', headers }, 7072);
const host = '127.0.0.1:7072';

describe('a request to the page', () => {
  it.each<[string, Record<string, string>]>([
    ['of curl', { host }],
    ['of the page', { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }],
    ['by the other name of this machine', { host: 'localhost:7072', origin: 'http://localhost:7072' }],
    ['that somebody typed', { host, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['by a link from elsewhere', { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
  ])('%s is answered', (_what, headers) => {
    expect(allowed(headers)).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ['by a name that leads here', { host: 'evil.example:7072' }],
    ['by another port', { host: '127.0.0.1:7071' }],
    ['without a name', {}],
    ['of another page', { host, origin: 'https://evil.example' }],
    ['of another page on this machine', { host, origin: 'http://127.0.0.1:3000' }],
    ['of a page without a name', { host, origin: 'null' }],
    ['of a picture on another page', { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('%s is not', (_what, headers) => {
    expect(allowed(headers)).toBe(false);
  });

  it('by a form on another page is not, though it looks like a link', () => {
    const headers = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(isOwnPage({ method: 'POST', headers }, 7072)).toBe(false);
  });
});
