import { ManagedIdentityCredential } from '@azure/identity';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Environment } from '../../../infra/hooks/azd-environment.ts';
import { eventSettings } from '../../../infra/hooks/event-settings.ts';
import { subscribeToEvents } from '../../../infra/hooks/subscribe-to-events.ts';
import type { Right } from '../../../local/azure/managed-identity/identities.ts';
import { resourceIdIn, SUBSCRIPTION } from '../../../local/azure/management/subscription.ts';
import { type RunningAzure, startAzure } from '../../../local/azure/start-azure.ts';
import { impatientClock, type Run } from './provisioning.ts';

/** What somebody with the roles of docs/deploying.md may do. */
const usualRights: readonly Right[] = [
  'eventGrid.read',
  'eventGrid.write',
  'functions.read',
  'roleAssignments',
];

/** Where what could not be delivered is kept. */
export const deadLetters = resourceIdIn(
  SUBSCRIPTION.appGroup,
  'Microsoft.Storage/storageAccounts/stbouncer/blobServices/default/containers/dead-letters',
);

/** Subscribing to events against the emulated Azure, where the app is deployed and nothing is subscribed to. */
export interface Subscribing {
  readonly azure: RunningAzure;
  /** Whoever deploys. */
  readonly deployer: string;
  /** Runs that part of the hook with what azd would hand to it. */
  run(environment?: Environment, dryRun?: boolean, onWait?: () => void): Promise<Run>;
  /** Calls that change something, whatever came of them. */
  writes(): number;
}

/** Starts it before the tests of this file. */
export function useSubscribing(): Subscribing {
  const said: string[] = [];
  let azure: RunningAzure;
  let deployer = '';
  beforeAll(async () => {
    azure = await startAzure();
    process.env.IDENTITY_ENDPOINT = azure.identityEndpoint;
    process.env.IDENTITY_HEADER = azure.identityHeader;
  });
  beforeEach(() => {
    azure.reset();
    azure.management.functionApp.deploy({ 'participant-added': 'eventGridTrigger', health: 'httpTrigger' });
    deployer = azure.identity.addUserAssigned({ rights: usualRights }).clientId;
  });
  afterAll(async () => {
    const secrets = azure.issuedSecrets();
    await azure.stop();
    expect(secrets.filter((secret) => said.join('\n').includes(secret))).toEqual([]);
  });
  return {
    get azure() {
      return azure;
    },
    get deployer() {
      return deployer;
    },
    async run(environment = {}, dryRun = false, onWait = () => {}) {
      const lines: string[] = [];
      const credential = new ManagedIdentityCredential({ clientId: deployer });
      const ports = {
        azure: { credential, managementEndpoint: azure.managementEndpoint },
        print: (line: string) => void lines.push(line),
        clock: impatientClock(onWait),
      };
      try {
        await subscribeToEvents(eventSettings({ ...fromAzd, ...environment }), ports, dryRun);
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
    writes: () => azure.calls.list().filter(({ method }) => method === 'PUT').length,
  };
}

/** The outputs of infra/main.bicep. */
const fromAzd: Environment = {
  AZURE_SUBSCRIPTION_ID: SUBSCRIPTION.id,
  AZURE_RESOURCE_GROUP: SUBSCRIPTION.appGroup,
  AZURE_FUNCTION_APP_NAME: SUBSCRIPTION.appName,
  ACS_NAME: SUBSCRIPTION.communicationName,
  ACS_RESOURCE_GROUP: SUBSCRIPTION.resourceGroup,
  EVENTS_ENABLED: 'true',
  EVENTS_TOPIC_NAME: 'egst-bouncer',
  EVENTS_DEAD_LETTERS: deadLetters,
};
