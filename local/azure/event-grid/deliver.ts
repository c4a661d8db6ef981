import { setTimeout as wait } from 'node:timers/promises';
import type { GridEvent } from '../communication/chat-event.ts';
import { callEndpoint, type Line } from './call-endpoint.ts';
import { deliveryRequest } from './delivery-request.ts';
import { afterFailure, type Failure, failureOf, isSuccess, type Next } from './retry-schedule.ts';
import type { SubscriptionOptions } from './subscription.ts';

/** What became of an event, when it arrived. */
export interface Arrival {
  readonly status: number;
  readonly attempts: number;
}

/** What became of it, when it did not; Azure's names. */
export interface Loss {
  readonly deadLetterReason: Extract<Next, { reason: string }>['reason'];
  readonly lastDeliveryOutcome: Failure;
  readonly deliveryAttempts: number;
}

export interface DeliveryNeeds {
  /** Asked before each attempt, so that a subscription changed meanwhile counts. */
  readonly subscription: () => SubscriptionOptions;
  readonly line: () => Line;
  readonly waitFactor: () => number;
  /** Waits while deliveries are paused. */
  readonly pass: () => Promise<void>;
}

/**
 * Delivers one event to one subscription, as often as it takes.
 *
 * @throws when the line's signal ends it
 */
export async function deliver(event: GridEvent, needs: DeliveryNeeds): Promise<Arrival | Loss> {
  let age = 0;
  for (let attempts = 1; ; attempts += 1) {
    await needs.pass();
    const line = needs.line();
    line.signal.throwIfAborted();
    const subscription = needs.subscription();
    const request = deliveryRequest(event, subscription, attempts - 1);
    const reply = await callEndpoint(subscription.endpointUrl, request, line);
    const status = 'status' in reply ? reply.status : undefined;
    if (status !== undefined && isSuccess(status)) return { status, attempts };

    const next = afterFailure(status, attempts, age);
    if ('reason' in next) {
      const lastDeliveryOutcome = 'failure' in reply ? reply.failure : failureOf(reply.status);
      return { deadLetterReason: next.reason, lastDeliveryOutcome, deliveryAttempts: attempts };
    }
    age += next.waitMs;
    await wait(next.waitMs * needs.waitFactor(), undefined, { signal: line.signal, ref: false });
  }
}
