import { randomBytes } from 'node:crypto';
import type { IssuedSecrets } from '../door/issued-secrets.ts';

export const SCOPES = ['chat', 'voip', 'chat.join', 'chat.join.limited', 'voip.join'] as const;
export type Scope = (typeof SCOPES)[number];

export interface UserToken {
  /** rawId. */
  readonly identity: string;
  readonly scopes: readonly Scope[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** The access key it was minted with, or `entra`. */
  readonly mintedWith: string;
}

export interface UserTokens {
  issue(
    identity: string,
    scopes: readonly Scope[],
    minutes: number,
    mintedWith: string,
  ): { token: string; expiresOn: string };
  /** @returns undefined for a token that is unknown, expired or revoked */
  verify(token: string | undefined): UserToken | undefined;
  /** Whose token it is or was, for the log. */
  ownerOf(token: string | undefined): string | undefined;
  /** Azure takes up to 15 minutes for this; here it is at once. */
  revoke(which: { identity?: string; mintedWith?: string }): void;
}

export function createUserTokens(now: () => number, issued: IssuedSecrets): UserTokens {
  const tokens = new Map<string, UserToken & { revoked: boolean }>();
  return {
    issue: (identity, scopes, minutes, mintedWith) => {
      const issuedAt = now();
      const expiresAt = issuedAt + minutes * 60_000;
      const token = issued.add(jwtLike(identity, scopes, issuedAt, expiresAt));
      tokens.set(token, { identity, scopes, expiresAt, mintedWith, revoked: false });
      return { token, expiresOn: sevenDigits(expiresAt) };
    },
    verify: (token = '') => {
      const found = tokens.get(token);
      return found && !found.revoked && found.expiresAt > now() ? found : undefined;
    },
    ownerOf: (token = '') => tokens.get(token)?.identity,
    revoke: ({ identity, mintedWith }) => {
      for (const token of tokens.values()) {
        if (token.identity === identity || token.mintedWith === mintedWith) token.revoked = true;
      }
    },
  };
}

/** As the service writes it: `2023-10-10T21:39:39.3244584+00:00` (Identity 2023-10-01, example IssueAccessToken). */
const sevenDigits = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('Z', '0000+00:00');

/** Looks like a token of ACS, whose `exp` the SDK reads; the signature is random and the table above decides. */
function jwtLike(identity: string, scopes: readonly Scope[], issuedAt: number, expiresAt: number): string {
  const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
  const claims = { skypeid: identity.replace(/^8:/, ''), exp: seconds(expiresAt), iat: seconds(issuedAt) };
  const parts = [
    { alg: 'RS256', kid: 'local', typ: 'JWT' },
    { ...claims, acsScope: scopes.join(',') },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${parts.join('.')}.${randomBytes(64).toString('base64url')}`;
}
