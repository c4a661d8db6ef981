import type { Action } from '../../../moderation/moderation-event.ts';
import type { Delivery } from '../reading.ts';

/** Places in a vendor's event, as paths; the first at which anything stands counts. */
export type Places = readonly string[];

/** What one type of a vendor's events decides, and where it says so. A type that has no meaning is no decision. */
export interface Meaning {
  /** What it decides, whatever the vendor's own words for it. */
  readonly action?: Action;
  /** The vendor's own words for an action; what they mean, a source may say (`actionsFrom`). */
  readonly words?: Places;
  readonly participant: Places;
  readonly thread: Places;
  /** Where no thread is named, every thread is meant. */
  readonly everywhere?: true;
  /** When a ban ends. */
  readonly until?: Places;
  /** For how long a ban is, as a text like `24h`; anything else there is no length of time. */
  readonly lasts?: Places;
  readonly reason?: Places;
  readonly moderator?: Places;
  readonly occurredAt?: Places;
  /** What makes it no decision for us, where true stands there. */
  readonly unless?: { readonly paths: Places; readonly why: string };
}

/** How a vendor's webhooks are to be read. */
export interface Vendor {
  /** What it calls an event: the same in every redelivery. */
  readonly id: (delivery: Delivery, json: object) => string | undefined;
  /** By `type`; some depend on what else the event says. */
  readonly meanings: Readonly<Record<string, Meaning | ((json: object) => Meaning)>>;
  /** How it writes a channel, if not as its bare id. */
  readonly channelId?: (channel: string) => string;
}
