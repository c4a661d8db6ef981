import { describe, expect, it } from 'vitest';
import {
  COMMUNICATION_ID,
  resourceIdIn,
  SUBSCRIPTION,
} from '../../../local/azure/management/subscription.ts';
import { deadLetters, useSubscribing } from './subscribing.ts';

const subscribing = useSubscribing();
const management = () => subscribing.azure.management;
const storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';

describe('npm run postdeploy, as far as events go', () => {
  it('makes the topic in the group of the ACS resource, with an identity of its own', async () => {
    const { said, failed } = await subscribing.run();
    expect(failed).toBeUndefined();
    const [topic, ...more] = management().systemTopics.topics();
    expect(more).toEqual([]);
    expect(topic).toMatchObject({
      id: resourceIdIn(SUBSCRIPTION.resourceGroup, 'Microsoft.EventGrid/systemTopics/egst-bouncer'),
      identity: { type: 'SystemAssigned' },
      properties: { source: COMMUNICATION_ID, provisioningState: 'Succeeded' },
    });
    expect(said).toContain('topic                  made: egst-bouncer');
  });

  it('lets that identity write dead letters into their container, and do nothing else', async () => {
    await subscribing.run();
    const [topic] = management().systemTopics.topics();
    expect(management().roleAssignments.list()).toEqual([
      {
        id: expect.stringMatching(
          /\/roleAssignments\/[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
        ),
        scope: deadLetters,
        principalId: topic?.identity?.principalId,
        roleDefinitionId: expect.stringMatching(
          new RegExp(`/roleDefinitions/${storageBlobDataContributor}$`),
        ),
      },
    ]);
  });

  it('subscribes the function to who is added and what is created, a thread at a time, tried for a day', async () => {
    await subscribing.run();
    const [subscription, ...more] = management().systemTopics.subscriptions();
    expect(more).toEqual([]);
    expect(subscription).toMatchObject({
      name: 'participant-added-func-bouncer',
      properties: {
        provisioningState: 'Succeeded',
        eventDeliverySchema: 'EventGridSchema',
        retryPolicy: { eventTimeToLiveInMinutes: 1_440, maxDeliveryAttempts: 30 },
        destination: {
          endpointType: 'AzureFunction',
          properties: {
            resourceId: resourceIdIn(
              SUBSCRIPTION.appGroup,
              `Microsoft.Web/sites/${SUBSCRIPTION.appName}/functions/participant-added`,
            ),
          },
        },
        filter: {
          includedEventTypes: [
            'Microsoft.Communication.ChatThreadParticipantAdded',
            'Microsoft.Communication.ChatThreadCreated',
          ],
        },
        deadLetterWithResourceIdentity: {
          identity: { type: 'SystemAssigned' },
          deadLetterDestination: {
            endpointType: 'StorageBlob',
            properties: {
              resourceId: resourceIdIn(SUBSCRIPTION.appGroup, 'Microsoft.Storage/storageAccounts/stbouncer'),
              blobContainerName: 'dead-letters',
            },
          },
        },
      },
    });
  });

  it('asks for no key of the app, since Event Grid fetches it by itself', async () => {
    await subscribing.run();
    expect(subscribing.azure.calls.list().filter(({ path }) => /listKeys/i.test(path))).toEqual([]);
  });

  it('changes nothing the second time, and says so', async () => {
    await subscribing.run();
    subscribing.azure.calls.clear();
    const { said } = await subscribing.run();
    expect(said.match(/is there already/g)).toHaveLength(3);
    expect(said).toContain('nothing was changed');
    expect(subscribing.writes()).toBe(0);
  });

  it('says in a dry run what it would do, and does nothing', async () => {
    const { said, failed } = await subscribing.run({}, true);
    expect(failed).toBeUndefined();
    expect(said.match(/would be made/g)).toHaveLength(3);
    expect(subscribing.writes()).toBe(0);
    await subscribing.run();
    const again = await subscribing.run({}, true);
    expect(again.said).toContain('nothing was changed');
  });

  it('uses the topic that the ACS resource has, whoever made it, and whatever the case of its names', async () => {
    management().systemTopics.add('of-others', { identity: true });
    const { said } = await subscribing.run({
      ACS_NAME: SUBSCRIPTION.communicationName.toUpperCase(),
      ACS_RESOURCE_GROUP: SUBSCRIPTION.resourceGroup.toUpperCase(),
    });
    expect(said).toContain('is there already: of-others');
    expect(management().systemTopics.topics()).toHaveLength(1);
    const [subscription] = management().systemTopics.subscriptions();
    expect(subscription?.id).toContain('/systemTopics/of-others/eventSubscriptions/');
  });

  it('names the subscription for its app, since several apps may listen to one topic', async () => {
    await subscribing.run();
    const names = management()
      .systemTopics.subscriptions()
      .map(({ name }) => name);
    expect(names).toEqual([`participant-added-${SUBSCRIPTION.appName}`]);
  });

  it('changes a subscription that says something else, or has failed', async () => {
    await subscribing.run();
    const [subscription] = management().systemTopics.subscriptions();
    if (!subscription) throw new Error('none');
    subscription.properties = { ...subscription.properties, filter: { includedEventTypes: ['Other'] } };
    expect((await subscribing.run()).said).toContain('subscription           changed');
    const [after] = management().systemTopics.subscriptions();
    if (!after) throw new Error('none');
    expect(after.properties.filter).toMatchObject({
      includedEventTypes: expect.arrayContaining([expect.stringMatching(/Added$/)]),
    });
    after.properties = { ...after.properties, provisioningState: 'Failed' };
    expect((await subscribing.run()).said).toContain('subscription           changed');
    expect((await subscribing.run()).said).toContain('nothing was changed');
  });

  it('leaves a subscription alone that Azure has written in another way', async () => {
    await subscribing.run();
    const [subscription] = management().systemTopics.subscriptions();
    if (!subscription) throw new Error('none');
    const { destination, filter, ...rest } = subscription.properties as Record<string, unknown>;
    const { resourceId } = (destination as { properties: { resourceId: string } }).properties;
    const { includedEventTypes } = filter as { includedEventTypes: string[] };
    subscription.properties = {
      ...rest,
      labels: null,
      destination: {
        endpointType: 'AzureFunction',
        properties: {
          resourceId: resourceId.toLowerCase(),
          maxEventsPerBatch: 1,
          preferredBatchSizeInKilobytes: 64,
          deliveryAttributeMappings: null,
        },
      },
      filter: { includedEventTypes: includedEventTypes.toReversed(), enableAdvancedFilteringOnArrays: null },
    };
    expect((await subscribing.run()).said).toContain('nothing was changed');
  });

  it('takes a role that somebody assigned under another name for its own', async () => {
    const { identity } = management().systemTopics.add('of-others', { identity: true });
    management().roleAssignments.add({
      id: `${deadLetters}/providers/Microsoft.Authorization/roleAssignments/${crypto.randomUUID()}`,
      scope: deadLetters,
      principalId: identity?.principalId ?? '',
      roleDefinitionId: `/subscriptions/${SUBSCRIPTION.id}/providers/Microsoft.Authorization/roleDefinitions/${storageBlobDataContributor}`,
    });
    expect((await subscribing.run()).failed).toBeUndefined();
    expect(management().roleAssignments.list()).toHaveLength(1);
  });

  it('does nothing where events are switched off, and asks nobody', async () => {
    subscribing.azure.calls.clear();
    const { said, failed } = await subscribing.run({ EVENTS_ENABLED: 'false', EVENTS_DEAD_LETTERS: '' });
    expect(failed).toBeUndefined();
    expect(said).toContain('Events are switched off (EVENTS_ENABLED)');
    expect(subscribing.azure.calls.list()).toEqual([]);
  });

  it('waits for the function to be shown, and fails when it is not in five minutes: events would be missing', async () => {
    management().functionApp.deploy({ health: 'httpTrigger' });
    let waits = 0;
    const { failed } = await subscribing.run({}, false, () => {
      waits += 1;
    });
    expect(failed).toMatch(/does not show the function participant-added yet.*npm run postdeploy/);
    expect([waits, subscribing.writes()]).toEqual([60, 0]);
  });
});
