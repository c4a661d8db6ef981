import { createAcsChat } from './chat/acs/acs-chat.ts';
import type { ChatPlatform } from './chat/chat-platform.ts';
import type { CommunicationIdentifier } from './chat/identifier/communication-identifier.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import type { ChatTokens } from './credentials/chat-tokens.ts';
import { createChatTokens } from './credentials/create-chat-tokens.ts';
import { createSigner } from './credentials/create-signer.ts';
import { managedIdentity } from './credentials/managed-identity.ts';
import { moderatorId } from './credentials/moderator-id.ts';
import { createPeople } from './credentials/people.ts';
import { readKeyVault } from './credentials/read-key-vault.ts';
import { cacheSecrets } from './credentials/secrets.ts';
import { sourceSecrets } from './credentials/source-secrets.ts';
import type { IntakePorts } from './intake/receive-events.ts';
import type { Pace, TidyPace } from './moderation/pace.ts';
import { openStorage } from './store/open-storage.ts';
import type { CallLimits } from './upstream/call-limits.ts';
import { createSender } from './upstream/http-sender.ts';

/** Everything the doors need, built once and kept: clients are reused from call to call. */
export interface Services extends IntakePorts {
  readonly chat: ChatPlatform;
  readonly tokens: ChatTokens;
  readonly pace: Pace & TidyPace;
  /** How long decisions are kept, in milliseconds. */
  readonly retentionMs: number;
}

/** Builds the house. Nothing is called here; each client is made by the first call that needs it. */
export function createServices(config: Config, clock: Clock = systemClock): Services {
  const send = createSender();
  const loadIdentity = managedIdentity(config.identityClientId);
  const secrets = cacheSecrets(readKeyVault(config.keyVaultUrl, loadIdentity), clock);
  const moderator = (signal: AbortSignal) => moderatorId(secrets('acs-moderator-id'), signal);
  const signer = createSigner(config.acs, { secrets, loadIdentity });
  const tokens = createChatTokens(config.acs, { secrets, signer, moderatorId: moderator, send, clock });
  const people = signer && createPeople(signer, { send, clock });
  const laidDown = {
    enforcement: config.enforcement,
    protectedIds: new Set(config.protectedIds),
    maxFanout: config.maxFanout,
    retentionMs: config.retentionMs,
    activeRules: new Map([...config.rules].filter(([, { dryRun }]) => !dryRun)),
  };

  return {
    ...openStorage(config, loadIdentity, clock),
    clock,
    retryForMs: config.retryForMs,
    retentionMs: config.retentionMs,
    rules: config.rules,
    tokens,
    chat: createAcsChat({ send, tokens, clock, acting: config.actingIdentity, ...(people && { people }) }),
    ...(people && {
      revokeTokens: ({ rawId }: CommunicationIdentifier, limits: CallLimits) =>
        people.revokeTokens(rawId, limits),
    }),
    sources: config.sources,
    sourceSecret: sourceSecrets(secrets, clock),
    async prepare(signal) {
      await Promise.allSettled([moderator(signal), tokens.get(signal)]);
    },
    policy: async (signal) => ({ ...laidDown, actingIdentity: await moderator(signal) }),
  };
}

let built: Services | undefined;

/**
 * The services of this process, built on first use from its environment.
 *
 * @throws ConfigError each time, as long as the configuration cannot be used.
 */
export function services(): Services {
  built ??= createServices(readConfig(process.env));
  return built;
}
