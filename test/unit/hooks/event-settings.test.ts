import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../infra/hooks/azd-environment.ts';
import { eventSettings } from '../../../infra/hooks/event-settings.ts';
import template from '../../../infra/main.json' with { type: 'json' };

const outputs = {
  EVENTS_ENABLED: 'true',
  AZURE_SUBSCRIPTION_ID: '33333333-3333-4333-8333-333333333333',
  AZURE_RESOURCE_GROUP: 'rg',
  AZURE_FUNCTION_APP_NAME: 'func',
  ACS_NAME: 'acs',
  ACS_RESOURCE_GROUP: 'rg-chat',
  EVENTS_TOPIC_NAME: 'egst',
  EVENTS_DEAD_LETTERS: '/subscriptions/…/containers/dead-letters',
};
const read = (more: Environment = {}) => eventSettings({ ...outputs, ...more });

describe('the settings of events', () => {
  it('are what azd has provisioned', () => {
    expect(read()).toEqual({
      subscriptionId: outputs.AZURE_SUBSCRIPTION_ID,
      chat: { resourceGroup: 'rg-chat', name: 'acs' },
      app: { resourceGroup: 'rg', name: 'func' },
      topicName: 'egst',
      deadLetters: outputs.EVENTS_DEAD_LETTERS,
    });
  });

  it('are each an output of the template, or known to azd itself', () => {
    const ours = Object.keys(outputs).filter((name) => name !== 'AZURE_SUBSCRIPTION_ID');
    expect(Object.keys(template.outputs)).toEqual(expect.arrayContaining(ours));
  });

  it.each(Object.keys(outputs))('name %s when it is missing', (name) => {
    expect(() => read({ [name]: undefined })).toThrow(new RegExp(`^${name} is not set`));
  });

  it.each(['false', 'False'])(
    'are none where events are off (%s), whatever else is missing',
    (EVENTS_ENABLED) => {
      expect(eventSettings({ EVENTS_ENABLED })).toBeUndefined();
    },
  );
});
