import { checkSubscription, type SubscriptionOptions } from './subscription.ts';

/** A subscription as anybody may see it, by Azure's names: no secret is in it. */
export interface ListedSubscription {
  readonly name: string;
  readonly provisioningState: 'Creating' | 'Succeeded' | 'Failed';
  /** Why it failed. */
  readonly problem?: string;
  /** The endpoint without its query. */
  readonly endpointBaseUrl: string;
  readonly eventDeliverySchema: NonNullable<SubscriptionOptions['eventDeliverySchema']>;
  readonly includedEventTypes: readonly string[] | 'all';
  /** Their names. */
  readonly deliveryHeaders: readonly string[];
}

export interface Subscriber {
  options: SubscriptionOptions;
  state: ListedSubscription['provisioningState'];
  problem?: string;
  /** Ends what is under way for it. */
  ending: AbortController;
}

/** The subscriptions there are. */
export interface Subscribers {
  put(options: SubscriptionOptions): Promise<void>;
  remove(name: string): boolean;
  list(): ListedSubscription[];
  /** Those that get events. */
  active(): Subscriber[];
  /** Ends what is under way for all of them. */
  interrupt(): void;
}

/**
 * @param shakeHands rejects when the endpoint does not want the events
 * @param changed told when others than before are active
 */
export function createSubscribers(
  shakeHands: (options: SubscriptionOptions, signal: AbortSignal) => Promise<void>,
  changed: () => void,
): Subscribers {
  const subscribers = new Map<string, Subscriber>();
  return {
    put: async (options) => {
      checkSubscription(options);
      const known = subscribers.get(options.name);
      const isNew = known?.state !== 'Succeeded';
      const one: Subscriber = isNew ? { options, state: 'Creating', ending: new AbortController() } : known;
      if (isNew) subscribers.set(options.name, one);
      try {
        await shakeHands(options, one.ending.signal);
      } catch (error) {
        if (isNew) Object.assign(one, { state: 'Failed', problem: (error as Error).message });
        throw error;
      }
      Object.assign(one, { options, state: 'Succeeded' });
      changed();
    },
    remove: (name) => {
      subscribers.get(name)?.ending.abort();
      const removed = subscribers.delete(name);
      changed();
      return removed;
    },
    list: () => [...subscribers.values()].map(listed),
    active: () => [...subscribers.values()].filter(({ state }) => state === 'Succeeded'),
    interrupt: () => {
      for (const one of subscribers.values()) {
        one.ending.abort();
        one.ending = new AbortController();
      }
    },
  };
}

function listed({ options, state, problem }: Subscriber): ListedSubscription {
  const { name, endpointUrl, eventDeliverySchema, includedEventTypes, deliveryHeaders } = options;
  return {
    name,
    provisioningState: state,
    ...(problem === undefined ? {} : { problem }),
    endpointBaseUrl: endpointUrl.split('?')[0] ?? '',
    eventDeliverySchema: eventDeliverySchema ?? 'EventGridSchema',
    includedEventTypes: includedEventTypes ?? 'all',
    deliveryHeaders: Object.keys(deliveryHeaders ?? {}),
  };
}
