// What Microsoft's quickstarts add up to, for somebody who wants this job done: an HTTP function in the v4 model
// (https://learn.microsoft.com/azure/azure-functions/functions-reference-node), secrets by SecretClient and
// DefaultAzureCredential (https://learn.microsoft.com/azure/key-vault/secrets/quick-create-node), a token by
// CommunicationIdentityClient (https://learn.microsoft.com/azure/communication-services/quickstarts/identity/access-tokens),
// the removal by ChatThreadClient (https://learn.microsoft.com/azure/communication-services/quickstarts/chat/get-started).
import { ChatThreadClient } from '@azure/communication-chat';
import { AzureCommunicationTokenCredential, parseConnectionString } from '@azure/communication-common';
import { CommunicationIdentityClient } from '@azure/communication-identity';
import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { DefaultAzureCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';

const vault = new SecretClient(process.env.KEY_VAULT_URL ?? '', new DefaultAzureCredential());

app.http('receive-events', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'events',
  handler: async (request: HttpRequest): Promise<HttpResponseInit> => {
    const { threadId, participant } = (await request.json()) as { threadId: string; participant: string };
    const [connectionString, moderator] = await Promise.all([
      vault.getSecret('acs-connection-string'),
      vault.getSecret('acs-moderator-id'),
    ]);
    const identities = new CommunicationIdentityClient(connectionString.value ?? '');
    const { token } = await identities.getToken({ communicationUserId: moderator.value ?? '' }, ['chat']);
    const { endpoint } = parseConnectionString(connectionString.value ?? '');
    const credential = new AzureCommunicationTokenCredential(token);
    const thread = new ChatThreadClient(endpoint, threadId, credential);
    await thread.removeParticipant({ communicationUserId: participant });
    return { jsonBody: { outcome: 'removed' } };
  },
});

app.setup({ enableHttpStream: true });
