import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../infra/hooks/azd-environment.ts';
import type { Right } from '../../../local/azure/managed-identity/identities.ts';
import { useSubscribing } from './subscribing.ts';

const subscribing = useSubscribing();
const management = () => subscribing.azure.management;

describe('npm run postdeploy, when events cannot be had', () => {
  const wrong: readonly (readonly [what: string, environment: Environment, says: RegExp])[] = [
    [
      'an environment of before',
      { EVENTS_ENABLED: undefined },
      /^EVENTS_ENABLED is not set\. .*azd provision/,
    ],
    ['neither on nor off', { EVENTS_ENABLED: 'maybe' }, /^EVENTS_ENABLED is maybe: set it to true or false/],
    ['no container, since they were off', { EVENTS_DEAD_LETTERS: '' }, /^EVENTS_DEAD_LETTERS is not set/],
    ['a wrong group', { ACS_RESOURCE_GROUP: 'rg-other' }, /404 ResourceGroupNotFound.*Set ACS_NAME/],
    ['a wrong ACS name', { ACS_NAME: 'acs-other' }, /could not be made \(400 InvalidRequest\)/],
  ];
  it.each(wrong)('%s: says so in one line, and makes nothing', async (_what, environment, says) => {
    const { failed } = await subscribing.run(environment);
    expect(failed).toMatch(says);
    expect(failed).not.toContain('\n');
    expect(management().systemTopics.topics()).toEqual([]);
  });

  const rights: readonly (readonly [right: Right, says: RegExp])[] = [
    ['functions.read', /403 AuthorizationFailed.*Contributor on the resource group rg-moderation/],
    ['eventGrid.read', /403 AuthorizationFailed.*EventGrid Contributor on the resource group rg-chat/],
    ['eventGrid.write', /403 AuthorizationFailed.*EventGrid Contributor.*EVENTS_ENABLED false/],
    ['roleAssignments', /403 AuthorizationFailed.*Role Based Access Control Administrator.*rg-moderation/],
  ];
  it.each(rights)('without the right %s it names the role, and waits for nothing', async (right, says) => {
    subscribing.azure.identity.deny(subscribing.deployer, right);
    const { said, failed } = await subscribing.run();
    expect(failed).toMatch(says);
    expect(said).not.toContain('of at most');
  });

  it('asks for an identity where the topic that is there has none', async () => {
    management().systemTopics.add('of-others', { identity: false });
    const { failed } = await subscribing.run();
    expect(failed).toMatch(
      /az eventgrid system-topic update -g rg-chat -n of-others --identity systemassigned/,
    );
    expect(subscribing.writes()).toBe(0);
  });

  it('tells how to register Event Grid', async () => {
    const error = { code: 'MissingSubscriptionRegistration', message: 'Not registered.' };
    subscribing.azure.faults.add({
      match: { operation: 'systemTopics.put' },
      ...{ status: 409, body: { error }, times: 'always' },
    });
    expect((await subscribing.run()).failed).toMatch(/az provider register --namespace Microsoft.EventGrid/);
  });

  it('waits for a function that Azure does not show yet', async () => {
    management().functionApp.deploy({});
    let waits = 0;
    const { failed, said } = await subscribing.run({}, false, () => {
      waits += 1;
      if (waits === 3) management().functionApp.deploy({ 'participant-added': 'eventGridTrigger' });
    });
    expect(failed).toBeUndefined();
    expect(said).toContain('subscription           made');
  });

  it('tries again while Event Grid does not find the function, with a line for each time', async () => {
    management().functionApp.deploy({ 'participant-added': 'notYetKnown' });
    const { failed, said } = await subscribing.run({}, false, () => {
      if (
        management()
          .systemTopics.subscriptions()
          .some(({ properties }) => properties.provisioningState === 'Failed')
      )
        management().functionApp.deploy({ 'participant-added': 'eventGridTrigger' });
    });
    expect(failed).toBeUndefined();
    expect(said.match(/does not take it yet \(Endpoint validation\)/g)).toHaveLength(1);
    expect((await subscribing.run()).said).toContain('nothing was changed');
  });

  it('gives up after five minutes, and says what to look at', async () => {
    management().functionApp.deploy({ 'participant-added': 'httpTrigger' });
    const { failed, said } = await subscribing.run();
    expect(failed).toMatch(
      /could not be subscribed \(Endpoint validation\)\. Event Grid does not find the function/,
    );
    expect(said.match(/of at most 300/g)?.length).toBeGreaterThan(5);
  });

  it('goes on from where it was cut off', async () => {
    subscribing.azure.faults.add({
      match: { operation: 'eventSubscriptions.put' },
      ...{ status: 403, body: { error: { code: 'AuthorizationFailed' } } },
    });
    expect((await subscribing.run()).failed).toMatch(/403 AuthorizationFailed/);
    const { said } = await subscribing.run();
    expect(said.match(/is there already/g)).toHaveLength(2);
    expect(said).toContain('subscription           made');
  });

  it('does not send its token to another host, whatever an answer says', async () => {
    subscribing.azure.faults.add({
      match: { operation: 'systemTopics.list' },
      ...{ status: 200, body: { value: [], nextLink: 'https://elsewhere.example/next' } },
    });
    expect((await subscribing.run()).failed).toMatch(/could not be listed/);
    expect(subscribing.writes()).toBe(0);
  });
});
