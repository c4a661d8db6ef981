import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Send } from '../upstream/http-sender.ts';
import type { ChatTokens } from './chat-tokens.ts';
import type { LoadIdentity } from './managed-identity.ts';
import { mapRenewable } from './map-renewable.ts';
import { mintedChatTokens } from './minted-chat-tokens.ts';
import type { Secrets } from './secrets.ts';
import { accessKeySigner, managedIdentitySigner } from './signers.ts';

/** What tokens are made from, whichever way they are made. */
export interface TokenPorts {
  readonly secrets: Secrets;
  readonly loadIdentity: LoadIdentity;
  /** The raw id of the moderator. */
  readonly moderatorId: (signal: AbortSignal) => Promise<string>;
  readonly send: Send;
  readonly clock: Clock;
}

/** The moderator's tokens, had in the way that `ACS_CREDENTIAL` names. */
export function createChatTokens(acs: Config['acs'], ports: TokenPorts): ChatTokens {
  const { secrets, loadIdentity, moderatorId } = ports;
  switch (acs.credential) {
    case 'connection-string':
      return mintedChatTokens(accessKeySigner(secrets('acs-connection-string')), moderatorId, ports);
    case 'managed-identity':
      return mintedChatTokens(managedIdentitySigner(acs.endpoint, loadIdentity), moderatorId, ports);
    case 'access-token': {
      const { endpoint } = acs;
      return mapRenewable(secrets('acs-access-token'), (token) => ({ token: token.trim(), endpoint }));
    }
  }
}
