import { ManagedIdentityCredential } from '@azure/identity';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Environment } from '../../../infra/hooks/azd-environment.ts';
import { provisionApp } from '../../../infra/hooks/provision-app.ts';
import { type ModeratorFlags, provisionSettings } from '../../../infra/hooks/provision-settings.ts';
import type { Right } from '../../../local/azure/managed-identity/identities.ts';
import { SUBSCRIPTION } from '../../../local/azure/management/subscription.ts';
import { type RunningAzure, startAzure } from '../../../local/azure/start-azure.ts';
import type { Clock } from '../../../src/clock.ts';

/** What somebody with the roles of docs/deploying.md may do. */
export const usualRights: readonly Right[] = [
  'communication.read',
  'communication.listKeys',
  'roleAssignments',
  'secrets.get',
  'secrets.list',
  'secrets.set',
];

/** One run of the hook: what it said, and the one line it failed with. */
export interface Run {
  readonly said: string;
  readonly failed?: string;
}

/** Provisioning against the emulated Azure, whose vault is empty before each test. */
export interface Provisioning {
  readonly azure: RunningAzure;
  /** Whoever deploys; takes rights away or gives them in between. */
  readonly deployer: string;
  /** Runs the hook with what azd would hand to it. */
  run(
    environment?: Environment,
    flags?: ModeratorFlags & { dryRun?: boolean },
    onWait?: () => void,
  ): Promise<Run>;
  secret(name: string): string | undefined;
  /** Calls that were granted and change something. */
  writes(): number;
}

/** Starts it before the tests of this file; after them, searches all that was said for every secret there was. */
export function useProvisioning(): Provisioning {
  const said: string[] = [];
  let running: RunningAzure | undefined;
  let deployer = '';
  const azure = () => {
    if (!running) throw new Error('Not started');
    return running;
  };
  beforeAll(async () => {
    running = await startAzure();
    process.env.IDENTITY_ENDPOINT = running.identityEndpoint;
    process.env.IDENTITY_HEADER = running.identityHeader;
  });
  beforeEach(() => {
    azure().reset();
    azure().vault.reset();
    deployer = azure().identity.addUserAssigned({ rights: usualRights }).clientId;
  });
  afterAll(async () => {
    // The id of the moderator is kept in the vault, but is a name.
    const secrets = azure()
      .issuedSecrets()
      .filter((secret) => !secret.startsWith('8:acs:'));
    await azure().stop();
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter((secret) => said.join('\n').includes(secret))).toEqual([]);
  });

  return {
    get azure() {
      return azure();
    },
    get deployer() {
      return deployer;
    },
    async run(environment = {}, { dryRun = false, ...flags } = {}, onWait = () => {}) {
      const lines: string[] = [];
      const credential = new ManagedIdentityCredential({ clientId: deployer });
      const ports = {
        azure: { credential, managementEndpoint: azure().managementEndpoint },
        print: (line: string) => void lines.push(line),
        clock: impatientClock(onWait),
      };
      try {
        const settings = provisionSettings({ ...fromAzd(azure()), ...environment }, flags);
        await provisionApp(settings, ports, dryRun);
        return { said: lines.join('\n') };
      } catch (error) {
        const { name, message } = error as Error;
        expect(name).toBe('HookError');
        lines.push(message);
        return { said: lines.join('\n'), failed: message };
      } finally {
        said.push(...lines);
      }
    },
    secret: (name) => azure().vault.find(name)?.value,
    writes: () => azure().calls.count({ operation: 'secrets.set', status: 200 }),
  };
}

/** The outputs of infra/main.bicep. */
const fromAzd = (azure: RunningAzure): Environment => ({
  AZURE_SUBSCRIPTION_ID: SUBSCRIPTION.id,
  ACS_NAME: SUBSCRIPTION.communicationName,
  ACS_RESOURCE_GROUP: SUBSCRIPTION.resourceGroup,
  ACS_ENDPOINT: azure.communicationEndpoint,
  ACS_CREDENTIAL: 'connection-string',
  BOUNCER_PRINCIPAL_ID: '44444444-4444-4444-8444-444444444444',
  KEY_VAULT_NAME: 'local',
  KEY_VAULT_URL: azure.vaultUrl,
});

/** Waits take no time, and time passes by what was waited. */
export function impatientClock(onWait: () => void): Clock {
  let now = 0;
  return {
    now: () => now,
    monotonic: () => now,
    random: () => 0,
    sleep: async (ms) => {
      now += ms;
      onWait();
    },
  };
}
