import type { TokenCredential } from '@azure/core-auth';
import { AzureCliCredential, AzureDeveloperCliCredential, ChainedTokenCredential } from '@azure/identity';
import type { Environment } from './azd-environment.ts';

/** How a hook reaches Azure: as whom, and where Azure Resource Manager is. */
export interface AzureAccess {
  readonly credential: TokenCredential;
  readonly managementEndpoint: string;
}

/**
 * As whoever is signed in to azd, else to the Azure CLI: on a person's machine, and in a workflow that signed in
 * with OIDC. Not `DefaultAzureCredential`: it would first take whatever `AZURE_CLIENT_ID` is in the environment.
 */
export function azureAccess({ AZURE_TENANT_ID: tenantId }: Environment): AzureAccess {
  const options = tenantId ? { tenantId } : {};
  return {
    credential: new ChainedTokenCredential(
      new AzureDeveloperCliCredential(options),
      new AzureCliCredential(options),
    ),
    managementEndpoint: 'https://management.azure.com',
  };
}
