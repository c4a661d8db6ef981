import { wrongUsage } from './bouncer-error.ts';
import type { Given, Options } from './command.ts';
import type { Desk } from './desk.ts';
import { findStack } from './find-deployment.ts';
import { variable } from './option-values.ts';
import { type ChatAccess, readChatAccess } from './read-chat-access.ts';
import { trustLocalAzure } from './trust-local-azure.ts';

/** How a command is told how to reach ACS itself. */
export const chatAccessOptions = {
  vault: {
    value: 'URL',
    about: 'the app’s Key Vault, read as whoever is signed in to azd or the Azure CLI',
  },
  'connection-string-env': {
    value: 'NAME',
    as: variable,
    about: 'instead: the environment variable that holds the connection string of the ACS resource',
  },
  moderator: { value: 'RAWID', about: 'the moderator (by default the secret acs-moderator-id of the vault)' },
  local: { about: 'the emulated ACS of npm start' },
  stack: { value: 'FILE', about: 'the same, where npm start was given --stack FILE' },
} as const satisfies Options;

/** @throws BouncerError when it is not said, or cannot be read. */
export async function findChatAccess(
  given: Given<typeof chatAccessOptions>,
  { env }: Pick<Desk, 'env'>,
): Promise<ChatAccess> {
  if (given.local || given.stack) {
    const { chat, caFile } = await findStack(given.stack);
    await trustLocalAzure(caFile);
    return { connectionString: chat.connectionString, moderator: given.moderator ?? chat.moderatorId };
  }
  if (given.vault) {
    // Large, and of use to this command alone.
    const { azureAccess } = await import('../../infra/hooks/azure-access.ts');
    return await readChatAccess(given.vault, given.moderator, async () => azureAccess(env).credential);
  }
  const name = given['connection-string-env'];
  const connectionString = name && env[name]?.trim();
  if (!connectionString) {
    throw wrongUsage(
      name ? `There is no connection string in ${name}.` : 'Nothing says how to reach ACS.',
      'Give --vault URL; or put the connection string into a variable and name it with --connection-string-env.',
    );
  }
  if (given.moderator) return { connectionString, moderator: given.moderator };
  throw wrongUsage(
    'Nothing says who the moderator is.',
    'Give --moderator, or --vault in place of the connection string.',
  );
}
