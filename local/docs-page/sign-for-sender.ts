import type { Vault } from '../azure/key-vault/vault.ts';
import { signEvent } from '../send/sign-event.ts';

/** A request that is on its way to the app. */
export interface Outgoing {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/**
 * The headers that make an event one that its source has signed, so that it can be tried from a page: with the key that
 * the emulated vault has for it, by Standard Webhooks. Nothing for what is no event, or is signed already.
 */
export function signForSender(
  { method, path, headers, body }: Outgoing,
  vault: Vault,
): Record<string, string> {
  const event = /^\/api\/events(?:\/([^/?]+))?\/?(?:\?|$)/.exec(path);
  if (!event || method !== 'POST' || headers['webhook-signature']) return {};
  const [, source = 'default'] = event;
  const name = source === 'default' ? 'webhook-signing-key' : `webhook-signing-key-${source}`;
  const [key] = vault.find(name)?.value.split(' ') ?? [];
  const id = headers['webhook-id'];
  return key ? signEvent(body, { key, ...(typeof id === 'string' && { id }) }) : {};
}
