import { randomBytes } from 'node:crypto';
import { appSettings } from './app-settings.ts';
import { ensureCertificates, issuerKey } from './certificates.ts';
import { TOPIC } from './communication/chat-event.ts';
import { type Communication, createCommunication } from './communication/create-communication.ts';
import { createControlRoutes } from './control/control-routes.ts';
import { type CallLog, createCallLog } from './door/call-log.ts';
import { createClock, type DrivenClock } from './door/clock.ts';
import { createFaults, type Faults } from './door/faults.ts';
import { createIssuedSecrets } from './door/issued-secrets.ts';
import { openDoor } from './door/open-door.ts';
import type { Service } from './door/route.ts';
import { createEventGrid } from './event-grid/create-event-grid.ts';
import type { EventGrid } from './event-grid/event-grid.ts';
import { COMMUNICATION_HOST, MANAGEMENT_HOST, VAULT_HOST } from './host-names.ts';
import { createSecretRoutes } from './key-vault/secret-routes.ts';
import { createVault, type Vault } from './key-vault/vault.ts';
import { createEntraTokens } from './managed-identity/entra-tokens.ts';
import { createManagedIdentities, type ManagedIdentities } from './managed-identity/identities.ts';
import { createTokenEndpoint } from './managed-identity/token-endpoint.ts';
import { createManagement, type Management } from './management/management.ts';
import { createManagementRoutes } from './management/management-routes.ts';
import { seedVault } from './seed-vault.ts';

export interface AzureOptions {
  /** On 127.0.0.1; 0 or absent for a free one. */
  readonly port?: number;
  /** Where the CA and its certificate live; `<repository>/.local` if absent. */
  readonly folder?: string;
  /** Milliseconds since 1970; the real clock if absent. */
  readonly clock?: () => number;
  /** One line a call; no secrets. */
  readonly log?: (line: string) => void;
}

/** The emulated Azure, running. The README of this room says what each part is for. */
export interface RunningAzure {
  readonly port: number;
  readonly caFile: string;
  readonly vaultUrl: string;
  readonly communicationEndpoint: string;
  /** Azure Resource Manager. What there is to manage: `management/subscription.ts`. */
  readonly managementEndpoint: string;
  readonly identityEndpoint: string;
  readonly identityHeader: string;
  readonly controlUrl: string;
  readonly controlKey: string;
  /** rawId of the ACS identity in the secret `acs-moderator-id`. */
  readonly moderatorId: string;
  /** What the source `default` signs with: the secret `webhook-signing-key`. */
  readonly signingKey: string;
  readonly vault: Vault;
  readonly communication: Communication;
  /** The ACS resource's system topic. */
  readonly eventGrid: EventGrid;
  readonly identity: ManagedIdentities;
  readonly management: Management;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly clock: DrivenClock;
  appSettings(): Record<string, string>;
  /** Every secret value, key, token and signature seen or issued so far: nothing of it may be found in any output. */
  issuedSecrets(): string[];
  /** As if just started, but with what running apps hold: keys, tokens, identities, moderator and subscriptions to events. */
  reset(): void;
  /** Ends every connection, answered or not, and every delivery of an event. */
  stop(): Promise<void>;
}

/**
 * Starts managed identity, Key Vault, ACS identity and ACS chat on one loopback port, over TLS.
 *
 * @throws when the port is taken or the folder cannot be written
 */
export async function startAzure(options: AzureOptions = {}): Promise<RunningAzure> {
  const { port: wantedPort = 0, folder, log = () => {} } = options;
  const certificates = await ensureCertificates(folder);
  const clock = createClock(options.clock);
  const issued = createIssuedSecrets();
  const [calls, faults, services] = [createCallLog(), createFaults(), [] as Service[]];
  const door = await openDoor({
    ...{ port: wantedPort, certificates, calls, faults, now: clock.now, log },
    services: () => services,
  });

  const entra = createEntraTokens(issuerKey(certificates), clock.now, issued);
  const identity = createManagedIdentities();
  const management = createManagement();
  const identityHeader = issued.add(randomBytes(16).toString('hex'));
  const controlKey = issued.add(randomBytes(16).toString('hex'));
  const vault = createVault(clock.now, issued);
  const urls = urlsAt(door.port);
  const { communication, service } = createCommunication({
    ...{ endpoint: urls.communicationEndpoint, entra, managedIdentities: identity, issued, now: clock.now },
  });
  const eventGrid = createEventGrid({
    ...{ source: communication.events, topic: TOPIC, issued, now: clock.now, log },
    door: `https://127.0.0.1:${door.port}`,
  });
  const moderatorId = communication.createIdentity();
  const signingKey = `whsec_${randomBytes(32).toString('base64')}`;
  seedVault(vault, communication, moderatorId, signingKey);

  const azure: RunningAzure = {
    ...{ port: door.port, caFile: certificates.caFile, ...urls, identityHeader, controlKey, moderatorId },
    ...{ signingKey, vault, communication, eventGrid, identity, management, calls, faults, clock },
    appSettings: () => appSettings(azure),
    issuedSecrets: issued.list,
    reset: () => {
      for (const part of [vault, communication, eventGrid, identity, management, clock]) part.reset();
      calls.clear();
      faults.clear();
      seedVault(vault, communication, moderatorId, signingKey);
    },
    stop: async () => {
      await eventGrid.stop();
      await door.close();
    },
  };
  services.push(
    createTokenEndpoint(identity, entra, identityHeader),
    createSecretRoutes(vault, identity, entra),
    service,
    createManagementRoutes(communication, management, identity, entra),
    createControlRoutes(azure),
  );
  return azure;
}

/** Loopback by number, so that no resolver has a say. */
const urlsAt = (port: number) => ({
  vaultUrl: `https://${VAULT_HOST}:${port}`,
  communicationEndpoint: `https://${COMMUNICATION_HOST}:${port}`,
  managementEndpoint: `https://${MANAGEMENT_HOST}:${port}`,
  identityEndpoint: `https://127.0.0.1:${port}/msi/token`,
  controlUrl: `https://127.0.0.1:${port}/control`,
});
