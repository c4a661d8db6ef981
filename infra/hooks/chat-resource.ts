import { CommunicationServiceManagementClient } from '@azure/arm-communication';
import { CommunicationIdentityClient } from '@azure/communication-identity';
import type { AzureAccess } from './azure-access.ts';
import { explainError, type Remedies } from './explain-error.ts';
import { HookError } from './hook-error.ts';
import type { ProvisionSettings } from './provision-settings.ts';

/** The Communication Services resource, as far as a hook needs it. Each method throws a `HookError`. */
export interface ChatResource {
  /** Makes sure that it is there. @returns the GUID that ids of its users begin with, where Azure tells it. */
  check(): Promise<string | undefined>;
  connectionString(): Promise<string>;
  /** @returns the raw id of a new user. */
  createUser(): Promise<string>;
}

/** The resource that the settings name. */
export function createChatResource(
  { chat, credential: mode }: Pick<ProvisionSettings, 'chat' | 'credential'>,
  { credential, managementEndpoint: endpoint }: AzureAccess,
): ChatResource {
  const { subscriptionId, resourceGroup, name } = chat;
  const credentialScopes = 'https://management.azure.com/.default';
  const options = { endpoint, credentialScopes };
  const { communicationServices } = new CommunicationServiceManagementClient(
    credential,
    subscriptionId,
    options,
  );
  const wrongName = `Set ACS_NAME and ACS_RESOURCE_GROUP to your Communication Services resource (azd env set), then azd provision.`;
  const missing: Remedies = {
    404: wrongName,
    SubscriptionNotFound: 'Set AZURE_SUBSCRIPTION_ID to a subscription that you can reach (azd env set).',
  };

  const connectionString = async (): Promise<string> => {
    const keys = await communicationServices.listKeys(resourceGroup, name).catch((error: unknown) => {
      throw explainError(`The keys of ${name} could not be read`, error, {
        ...missing,
        403: `Have the role Contributor on ${name}, or use ACS_CREDENTIAL=managed-identity, which needs no key.`,
      });
    });
    if (keys.primaryConnectionString) return keys.primaryConnectionString;
    throw new HookError(`${name} has no access keys: use ACS_CREDENTIAL=managed-identity (azd env set).`);
  };

  return {
    async check() {
      const found = await communicationServices.get(resourceGroup, name).catch((error: unknown) => {
        throw explainError(`${name} in ${resourceGroup} could not be read`, error, {
          ...missing,
          403: `Have the role Reader on ${name}.`,
        });
      });
      return found.immutableResourceId;
    },
    connectionString,
    async createUser() {
      const users =
        mode === 'connection-string'
          ? new CommunicationIdentityClient(await connectionString())
          : new CommunicationIdentityClient(chat.endpoint, credential);
      const role = `Have the role Communication and Email Service Owner on ${name}, or set ACS_MODERATOR_ID to a user that is there.`;
      const user = await users.createUser().catch((error: unknown) => {
        throw explainError(`No moderator could be made in ${name}`, error, { 401: role, 403: role });
      });
      return user.communicationUserId;
    },
  };
}
