/** Key Vault's emulated name: the SDK sends a token only to a host under the challenge's `vault.azure.net`. */
export const VAULT_HOST = 'local.vault.azure.net';

/** The emulated ACS resource. */
export const COMMUNICATION_HOST = 'local.communication.azure.com';

/** Azure Resource Manager, the management plane. */
export const MANAGEMENT_HOST = 'local.management.azure.com';

/** What is asked for without an override of names: managed identity and the control door. */
export const LOOPBACK_HOSTS = ['localhost', '127.0.0.1'] as const;

/** The DNS names the certificate is for. `names.mjs` leads all but `localhost` to loopback. */
export const HOST_NAMES = [COMMUNICATION_HOST, VAULT_HOST, MANAGEMENT_HOST, 'localhost'] as const;
