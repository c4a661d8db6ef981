import type { GridEvent } from '../communication/chat-event.ts';
import type { Arrival, Loss } from './deliver.ts';
import type { GridBehaviour } from './grid-behaviour.ts';
import type { ListedSubscription } from './subscribers.ts';
import type { SubscriptionOptions } from './subscription.ts';

/** An event that a subscription has got. */
export interface Delivered extends Arrival {
  readonly subscription: string;
  readonly event: GridEvent;
}

/** An event that Event Grid has given up. Times are ISO 8601. */
export interface DeadLetter extends Loss {
  readonly subscription: string;
  readonly event: GridEvent;
  readonly publishTime: string;
  readonly lastDeliveryAttemptTime: string;
}

/** The system topic of the ACS resource, and who has subscribed to it. */
export interface EventGrid {
  readonly behaviour: GridBehaviour;
  readonly paused: boolean;
  /**
   * Makes a subscription, or changes the one of that name; it gets events once the handshake is over.
   *
   * @throws with what is wrong with it, or with the endpoint's answer; a subscription that was there stays as it was
   */
  subscribe(options: SubscriptionOptions): Promise<void>;
  /** Events on their way to it are forgotten. @returns false if there is none */
  unsubscribe(name: string): boolean;
  subscriptions(): ListedSubscription[];
  /** Keeps events back until `resume`, those that wait for another attempt too. Attempts under way go on. */
  pause(): void;
  resume(): void;
  /** Oldest first. */
  delivered(): Delivered[];
  /** Oldest first. */
  deadLettered(): DeadLetter[];
  /** Waits until every event has been delivered or given up, but for those that a pause keeps back. */
  settled(): Promise<void>;
  /** As new, but for the subscriptions, on which running apps rely. Events under way are forgotten. */
  reset(): void;
  /** Ends everything that is under way, for good. */
  stop(): Promise<void>;
}
