/** What a subscription says, of all that it may say. */
interface Subscribed {
  /** Resource id of the function that takes the events. */
  readonly functionId: string;
  /** Resource id of the container for what could not be delivered. */
  readonly deadLetters: string;
}

/**
 * The body of the subscription to what the app wants to know.
 *
 * It names the function and not its URL: Event Grid then fetches the key by itself, and keeps up with it when it is
 * changed, so no key passes through here (https://github.com/Azure/azure-cli/issues/10879); and it sends no faster than
 * the function takes (https://learn.microsoft.com/azure/event-grid/handler-functions).
 */
export function eventSubscription({ functionId, deadLetters }: Subscribed) {
  const [account, , container] = deadLetters.split(/\/blobServices\/(default)\/containers\//);
  return {
    properties: {
      destination: {
        endpointType: 'AzureFunction',
        // A batch fails as a whole, and so is sent again as a whole.
        properties: { resourceId: functionId, maxEventsPerBatch: 1, preferredBatchSizeInKilobytes: 64 },
      },
      // Those of threads, which come once; those of users come once for each member.
      filter: {
        includedEventTypes: [
          'Microsoft.Communication.ChatThreadParticipantAdded',
          'Microsoft.Communication.ChatThreadCreated',
        ],
      },
      eventDeliverySchema: 'EventGridSchema',
      // The most that there is: https://learn.microsoft.com/azure/event-grid/delivery-and-retry
      retryPolicy: { eventTimeToLiveInMinutes: 1_440, maxDeliveryAttempts: 30 },
      // Of the topic's own identities this is the one that gets past a firewall:
      // https://learn.microsoft.com/azure/event-grid/handler-storage-queues
      deadLetterWithResourceIdentity: {
        identity: { type: 'SystemAssigned' },
        deadLetterDestination: {
          endpointType: 'StorageBlob',
          properties: { resourceId: account, blobContainerName: container },
        },
      },
    },
  };
}

/**
 * Whether what is there already says all that is wanted. Azure adds members of its own, and writes ids in either case.
 */
export function says(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    const there = Array.isArray(found) ? found : [];
    return there.length === wanted.length && wanted.every((one) => there.some((other) => says(other, one)));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    const members = (found ?? {}) as Readonly<Record<string, unknown>>;
    return Object.entries(wanted).every(([name, value]) => says(members[name], value));
  }
  if (typeof wanted === 'string') return String(found).toLowerCase() === wanted.toLowerCase();
  return found === wanted;
}
