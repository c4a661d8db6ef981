/** A storage account as a trigger reaches it. */
export type StorageConnection = {
  connectionString: string;
  account: string;
  key: string;
  /** With the account, where it is part of the path; without a slash at the end. */
  blobUrl: string;
  queueUrl: string;
};

/**
 * Finds the storage account that a binding names: the setting `AzureWebJobsX`, else `X`, with a connection string.
 *
 * @throws with a sentence for people if there is none, or one by managed identity (`X__queueServiceUri`), which
 * this host has no identity for
 * @see https://learn.microsoft.com/azure/azure-functions/functions-reference#connections
 */
export function findConnection(
  settings: Record<string, string>,
  name = 'AzureWebJobsStorage',
): StorageConnection {
  const wanted = name === '' ? 'AzureWebJobsStorage' : name;
  const found = [`AzureWebJobs${wanted}`, wanted].find((setting) => settings[setting]);
  const parts = found && partsOf(settings[found] ?? '');
  if (parts) return connectionOf(settings[found] ?? '', parts);
  const byIdentity = Object.keys(settings).some((setting) => setting.startsWith(`${wanted}__`));
  throw new Error(
    byIdentity
      ? `the connection ${wanted} is by identity, and this host takes connection strings only`
      : `there is no setting ${wanted} with the connection string of a storage account`,
  );
}

const partsOf = (text: string) =>
  new Map(text.split(';').map((part) => part.split(/=(.*)/s).slice(0, 2) as [string, string]));

function connectionOf(connectionString: string, parts: Map<string, string>): StorageConnection {
  const [account, key] = [parts.get('AccountName'), parts.get('AccountKey')];
  if (!account || !key)
    throw new Error('a connection string without AccountName or AccountKey is not supported');
  const scheme = parts.get('DefaultEndpointsProtocol') ?? 'https';
  const suffix = parts.get('EndpointSuffix') ?? 'core.windows.net';
  const urlOf = (service: string) =>
    (parts.get(`${service}Endpoint`) ?? `${scheme}://${account}.${service.toLowerCase()}.${suffix}`).replace(
      /\/$/,
      '',
    );
  return { connectionString, account, key, blobUrl: urlOf('Blob'), queueUrl: urlOf('Queue') };
}
