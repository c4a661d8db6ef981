import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IssuedSecrets } from '../door/issued-secrets.ts';

const LIFETIME_SECONDS = 24 * 60 * 60; // as Azure gives managed identities

export interface EntraToken {
  readonly clientId: string;
  /** Such as `https://vault.azure.net`, without a trailing slash. */
  readonly audience: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export interface EntraTokens {
  issue(clientId: string, audience: string): EntraToken & { readonly token: string };
  /** @returns undefined for a token that is missing, changed, expired or from elsewhere */
  verify(token: string | undefined): EntraToken | undefined;
}

/**
 * Microsoft Entra is one issuer for every service, and outlives them all. So here: tokens are signed with a key
 * that all emulators on the same certificate share. It is needed, because MSAL keeps tokens for the life of a
 * process, longer than a test's emulator lives (`ManagedIdentityApplication.nodeStorage` is static).
 */
export function createEntraTokens(key: Buffer, now: () => number, issued: IssuedSecrets): EntraTokens {
  const sign = (content: string): Buffer => createHmac('sha256', key).update(content).digest();
  return {
    issue: (clientId, audience) => {
      const issuedAt = Math.floor(now() / 1000);
      const expiresAt = issuedAt + LIFETIME_SECONDS;
      const claims = { aud: audience, iss: 'https://sts.windows.net/local/', iat: issuedAt, nbf: issuedAt };
      const content = [
        { alg: 'HS256', typ: 'JWT' },
        { ...claims, exp: expiresAt, appid: clientId, uti: randomUUID() },
      ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
      const body = content.join('.');
      const token = issued.add(`${body}.${sign(body).toString('base64url')}`);
      return { token, clientId, audience: bare(audience), expiresAt };
    },
    verify: (token = '') => {
      const [header = '', claims = '', signature = '', ...more] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const right = sign(`${header}.${claims}`);
      if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right))
        return undefined;
      const { aud, exp, appid } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
      issued.add(token);
      if (exp * 1000 <= now()) return undefined;
      return { clientId: appid, audience: bare(aud), expiresAt: exp };
    },
  };
}

const bare = (audience: string): string => audience.replace(/\/+$/, '');
