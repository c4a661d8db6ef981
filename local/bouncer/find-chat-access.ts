import { azureAccess } from '../../infra/hooks/azure-access.ts';
import { readKeyVault } from '../../src/credentials/read-key-vault.ts';
import { UpstreamError } from '../../src/upstream/upstream-error.ts';
import { BouncerError, wrongUsage } from './bouncer-error.ts';
import type { Given, Options } from './command.ts';
import type { Desk } from './desk.ts';
import { findStack } from './find-deployment.ts';
import { variable } from './option-values.ts';
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

/** What it takes to act at an ACS resource. */
export interface ChatAccess {
  readonly connectionString: string;
  /** The raw id of the identity that the app acts as. */
  readonly moderator: string;
}

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
  if (given.vault) return await fromVault(given.vault, given.moderator, env);
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

async function fromVault(url: string, moderator: string | undefined, env: Desk['env']): Promise<ChatAccess> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw wrongUsage('--vault must be an https URL.', 'Give it like this: https://my-vault.vault.azure.net');
  }
  const read = readKeyVault(new URL(url).origin, async () => azureAccess(env).credential);
  const signal = AbortSignal.timeout(60_000);
  try {
    return {
      connectionString: await read('acs-connection-string', signal),
      moderator: moderator ?? (await read('acs-moderator-id', signal)).trim(),
    };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    throw new BouncerError({
      exit: error.status === undefined ? 'unavailable' : 'refused',
      what: error.message,
      remedy:
        remedies[error.status ?? 0] ??
        'Sign in with azd auth login or az login, and check --vault and the way there.',
    });
  }
}

/** The app’s own hints speak of its managed identity; here a person reads. */
const remedies: Readonly<Record<number, string>> = {
  403: 'Have the role Key Vault Secrets User on the vault, and call from a network that it lets in.',
  404: 'It is not in this vault; with ACS_CREDENTIAL=managed-identity none is. Give --connection-string-env.',
};
