import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Send } from '../upstream/http-sender.ts';
import type { ChatTokens } from './chat-tokens.ts';
import { mapRenewable } from './map-renewable.ts';
import { mintedChatTokens } from './minted-chat-tokens.ts';
import type { Secrets } from './secrets.ts';
import type { Signer } from './signers.ts';

/** What tokens are made from, whichever way they are made. */
export interface TokenPorts {
  readonly secrets: Secrets;
  /** Signs for the resource; absent where there is only a ready token. */
  readonly signer: Signer | undefined;
  /** The raw id of the moderator. */
  readonly moderatorId: (signal: AbortSignal) => Promise<string>;
  readonly send: Send;
  readonly clock: Clock;
}

/** The moderator's tokens: minted where somebody can sign for the resource, else the ready one in the vault. */
export function createChatTokens(acs: Config['acs'], ports: TokenPorts): ChatTokens {
  const { secrets, signer, moderatorId } = ports;
  if (signer) return mintedChatTokens(signer, moderatorId, ports);
  const endpoint = 'endpoint' in acs ? acs.endpoint : '';
  return mapRenewable(secrets('acs-access-token'), (token) => ({ token: token.trim(), endpoint }));
}
