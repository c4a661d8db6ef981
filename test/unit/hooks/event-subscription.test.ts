import { describe, expect, it } from 'vitest';
import { eventSubscription, says } from '../../../infra/hooks/event-subscription.ts';

const account = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st';
const wanted = () =>
  eventSubscription({
    functionId: '/f',
    deadLetters: `${account}/blobServices/default/containers/dead-letters`,
  });

describe('the subscription', () => {
  it('keeps what could not be delivered in the container, by the identity of the topic', () => {
    expect(wanted().properties.deadLetterWithResourceIdentity).toEqual({
      identity: { type: 'SystemAssigned' },
      deadLetterDestination: {
        endpointType: 'StorageBlob',
        properties: { resourceId: account, blobContainerName: 'dead-letters' },
      },
    });
  });

  it('holds no key and no address', () => {
    expect(JSON.stringify(wanted())).not.toMatch(/https?:|code=|key/i);
  });

  it('takes events one at a time, of threads only', () => {
    const { destination, filter } = wanted().properties;
    expect(destination.properties.maxEventsPerBatch).toBe(1);
    for (const type of filter.includedEventTypes)
      expect(type).toMatch(/^Microsoft\.Communication\.ChatThread/);
  });
});

describe('what is there says what is wanted', () => {
  const changed = (change: (there: ReturnType<typeof wanted>) => void) => {
    const there = wanted();
    change(there);
    return says(there, wanted());
  };

  it('when it is the same, or more, or in other letters', () => {
    expect(says(wanted(), wanted())).toBe(true);
    expect(says({ id: 'x', properties: { labels: null, ...wanted().properties } }, wanted())).toBe(true);
    expect(says({ a: 'MICROSOFT.web' }, { a: 'Microsoft.Web' })).toBe(true);
    expect(says({ a: ['2', '1'] }, { a: ['1', '2'] })).toBe(true);
  });

  it.each([undefined, null, 'text', 7, [], {}])('never when it is %j', (there) => {
    expect(says(there, wanted())).toBe(false);
  });

  it('not when a member, a type or a number is another', () => {
    expect(changed(({ properties }) => void properties.filter.includedEventTypes.pop())).toBe(false);
    expect(changed(({ properties }) => void properties.filter.includedEventTypes.push('More'))).toBe(false);
    expect(
      changed(({ properties }) => Object.assign(properties.retryPolicy, { maxDeliveryAttempts: 3 })),
    ).toBe(false);
    expect(
      changed(({ properties }) => Object.assign(properties.destination, { endpointType: 'WebHook' })),
    ).toBe(false);
    expect(
      changed(({ properties }) => Object.assign(properties, { deadLetterWithResourceIdentity: null })),
    ).toBe(false);
  });
});
