import type { Answer } from '../door/answer.ts';
import { type Incoming, jsonObject } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import type { Route } from '../door/route.ts';
import type { ResourceAuthority } from './authorise-resource.ts';
import type { Behaviour } from './behaviour.ts';
import type { AcsIdentities } from './identities.ts';
import type { Throttle } from './throttle.ts';
import { SCOPES, type Scope, type UserTokens } from './user-tokens.ts';

export interface IdentityRoutesNeeds {
  readonly authority: ResourceAuthority;
  readonly behaviour: Behaviour;
  readonly identities: AcsIdentities;
  readonly throttle: Throttle;
  readonly tokens: UserTokens;
}

/** ACS identity, api-version 2023-10-01 (Azure/azure-rest-api-specs, CommunicationIdentity.json). */
export function createIdentityRoutes(needs: IdentityRoutesNeeds): readonly Route[] {
  const { authority, behaviour, identities, throttle, tokens } = needs;

  const route = (
    operation: string,
    method: string,
    path: string,
    act: (incoming: Incoming, mintedWith: string, identity: string) => Answer,
  ): Route => ({
    operation,
    method,
    path,
    describe: (incoming) => authority.schemeOf(incoming),
    handle: (incoming) => {
      if (!incoming.query.get('api-version')) return problem(400, 'api-version is missing.');
      const who = authority.authorise(incoming);
      if ('refusal' in who) return who.refusal;
      const headers = throttle.refuse(operation);
      if (headers) return { ...problem(429), headers };
      const { identity = '' } = incoming.params;
      const exists = identity === '' || identities.has(identity);
      return exists ? act(incoming, who.mintedWith, identity) : problem(behaviour.unknownIdentity);
    },
  });

  /** @returns a token, or a 400 that says what is wrong with the wish */
  const mint = (identity: string, scopes: unknown, minutes: unknown, mintedWith: string) => {
    const wish = wantedToken(scopes, minutes);
    return typeof wish === 'string'
      ? problem(400, wish)
      : tokens.issue(identity, wish.scopes, wish.minutes, mintedWith);
  };

  return [
    route('identities.create', 'POST', '/identities', (incoming, mintedWith) => {
      const { createTokenWithScopes, expiresInMinutes } = jsonObject(incoming) ?? {};
      if (!Array.isArray(createTokenWithScopes) || createTokenWithScopes.length === 0) {
        return { status: 201, body: { identity: { id: identities.create() } } };
      }
      const wish = wantedToken(createTokenWithScopes, expiresInMinutes);
      if (typeof wish === 'string') return problem(400, wish);
      const id = identities.create();
      const accessToken = mint(id, wish.scopes, wish.minutes, mintedWith);
      return { status: 201, body: { identity: { id }, accessToken } };
    }),
    route('identities.delete', 'DELETE', '/identities/{identity}', (_incoming, _mintedWith, identity) => {
      identities.delete(identity);
      tokens.revoke({ identity });
      return { status: 204 };
    }),
    route(
      'identities.issueAccessToken',
      'POST',
      '/identities/{identity}/:issueAccessToken',
      (incoming, mintedWith, identity) => {
        const { scopes, expiresInMinutes } = jsonObject(incoming) ?? {};
        const minted = mint(identity, scopes, expiresInMinutes, mintedWith);
        return 'status' in minted ? minted : { status: 200, body: minted };
      },
    ),
    route(
      'identities.revokeAccessTokens',
      'POST',
      '/identities/{identity}/:revokeAccessTokens',
      (_incoming, _mintedWith, identity) => {
        tokens.revoke({ identity });
        return { status: 204 };
      },
    ),
  ];
}

function wantedToken(
  scopes: unknown,
  minutes: unknown = 1440,
): { scopes: Scope[]; minutes: number } | string {
  const isScope = (scope: unknown): scope is Scope => SCOPES.includes(scope as Scope);
  if (!Array.isArray(scopes) || scopes.length === 0 || !scopes.every(isScope))
    return 'The scopes are not valid.';
  const inRange =
    typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 60 && minutes <= 1440;
  return inRange ? { scopes, minutes } : 'expiresInMinutes must be within 60 and 1440.';
}
