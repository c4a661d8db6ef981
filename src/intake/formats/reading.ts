import type { Fault } from '../../http/http-problem.ts';
import type { Action, ModerationEvent, UnusableEvent } from '../../moderation/moderation-event.ts';

/** What a body turned out to be. */
export type Reading =
  /** The sender wants to know who is here: answered 200, as it is. */
  | { readonly kind: 'handshake'; readonly answer: object }
  | { readonly kind: 'events'; readonly batch: boolean; readonly items: readonly Item[] };

/** What one event of a body turned out to be. */
export type Item =
  | { readonly kind: 'event'; readonly event: ModerationEvent }
  /** It was not understood: 400, or a result of its own in a batch. */
  | { readonly kind: 'faulty'; readonly id?: string; readonly faults: readonly Fault[] }
  /** A decision, but not one that can be carried out: recorded as rejected. */
  | { readonly kind: 'unusable'; readonly event: UnusableEvent }
  /** No decision. */
  | { readonly kind: 'ignored'; readonly why: string };

/** A request whose body is inflated and whose sender is known. */
export interface Delivery {
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** Where in a vendor's event something stands, and what makes an ACS id of it. */
export interface FieldPath {
  /** Names with dots between them, or a JSON Pointer; where the vendor's format expects it, if absent. */
  readonly path?: string | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** What a reader needs to know of a source. */
export interface SourceOfFormat {
  readonly name: string;
  /** How many events it may send at once. */
  readonly maxBatch: number;
  /** The types of event that count; all, if absent. */
  readonly types?: readonly string[] | undefined;
  /** The event subscriptions of Event Grid that it is meant for; any, if absent. */
  readonly subscriptions?: readonly string[] | undefined;
  /** How a vendor's events name the person and the thread. */
  readonly participantFrom?: FieldPath | undefined;
  readonly threadFrom?: FieldPath | undefined;
  /** What the vendor's own words for actions mean; their case does not matter. */
  readonly actionsFrom?: Readonly<Record<string, Action>> | undefined;
}

/**
 * Turns a delivery into what it says.
 *
 * @throws HttpProblem for what is not understood at all.
 */
export type ReadFormat = (delivery: Delivery, source: SourceOfFormat) => Reading;
