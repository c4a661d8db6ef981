import type { Communication } from './communication/create-communication.ts';
import type { Vault } from './key-vault/vault.ts';

/**
 * Puts into the vault what the app expects there.
 *
 * @param moderator the ACS identity to act as; its id is no secret, though it is kept like one
 * @param signingKey what senders sign their events with
 */
export function seedVault(
  vault: Vault,
  communication: Communication,
  moderator: string,
  signingKey: string,
): void {
  vault.setSecret('acs-connection-string', communication.connectionString());
  vault.setSecret('acs-moderator-id', moderator, { harmless: true });
  vault.setSecret('webhook-signing-key', signingKey);
}
