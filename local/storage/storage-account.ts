import { randomBytes } from 'node:crypto';
import type { ServiceName } from './azurite-messages.ts';

/** A storage account that exists on this machine only. */
export type StorageAccount = { name: string; key: string };

/** A key of its own for every start, so that none is in the tree that anybody could use by mistake. */
export const newAccount = (): StorageAccount => ({
  name: 'localaccount',
  key: randomBytes(64).toString('base64'),
});

/**
 * The settings of a client. An emulator has the account in the path, Azure in the host name.
 * @see https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
 */
export function connectionStringOf({ name, key }: StorageAccount, urls: Record<ServiceName, string>): string {
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${name}`,
    `AccountKey=${key}`,
    `BlobEndpoint=${urls.blob}/${name}`,
    `QueueEndpoint=${urls.queue}/${name}`,
    `TableEndpoint=${urls.table}/${name}`,
  ].join(';');
}
