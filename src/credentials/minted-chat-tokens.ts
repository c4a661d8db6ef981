import type { Clock } from '../clock.ts';
import type { Send } from '../upstream/http-sender.ts';
import type { ChatToken, ChatTokens } from './chat-tokens.ts';
import { mintChatToken } from './mint-chat-token.ts';
import { renewable } from './renewable.ts';
import type { Signer } from './signers.ts';
import { withSigner } from './with-signer.ts';

/** How long before its end a token is renewed, and until when the old one still serves if that does not work. */
const renewAheadMs = 10 * 60_000;
const lastUseMs = 60_000;
/** What a mint may take in all, and one try of it. Whoever waits for it has limits of their own, and shorter. */
const mintMs = 10_000;
const attemptMs = 3_000;
const retries = 2;

/**
 * Tokens minted for the moderator: one for however many callers, renewed ahead of their end by whoever asks next,
 * never by a timer (an idle instance may be frozen, and a rejection in the background would end the process).
 *
 * @param signer - says where and signs; replaced once when ACS refuses its signature, because keys get rotated.
 */
export function mintedChatTokens(
  signer: Signer,
  moderatorId: (signal: AbortSignal) => Promise<string>,
  ports: { readonly send: Send; readonly clock: Clock },
): ChatTokens {
  const { clock } = ports;
  /** For whom each token was minted, and who signed. */
  const origins = new WeakMap<ChatToken, Origin>();

  const minted = renewable<ChatToken>(async (signal) => {
    const limits = { signal, deadline: clock.monotonic() + mintMs, attemptMs, retries };
    const [identity, signed] = await Promise.all([moderatorId(signal), signer.get(signal)]);
    const mint = async (by: typeof signed) => {
      const { token, expiresOn } = await mintChatToken({ identity, ...by }, ports, limits);
      const expires = expiresOn.getTime();
      const value = { token, endpoint: by.endpoint };
      origins.set(value, { identity, signed: by });
      return {
        value,
        freshUntil: expires - renewAheadMs,
        usableUntil: expires - lastUseMs,
      };
    };
    return await withSigner(signer, signal, mint, signed);
  }, clock);

  return {
    replace: minted.replace,
    async get(signal) {
      const token = await minted.get(signal);
      // Both are cached: a moderator or a resource that was changed in the vault takes effect when they are read anew.
      const [identity, signed] = await Promise.all([moderatorId(signal), signer.get(signal)]);
      const origin = origins.get(token);
      const isCurrent = origin?.identity === identity && origin.signed === signed;
      return isCurrent ? token : await minted.replace(token, signal);
    },
  };
}

interface Origin {
  readonly identity: string;
  readonly signed: Awaited<ReturnType<Signer['get']>>;
}
