import type { EventGrid } from '../event-grid/event-grid.ts';
import { DEFAULT_GRID_BEHAVIOUR, type GridBehaviour } from '../event-grid/grid-behaviour.ts';
import {
  checkSubscription,
  SUBSCRIPTION_MEMBERS,
  type SubscriptionOptions,
} from '../event-grid/subscription.ts';
import { checked } from './checked.ts';
import type { Action } from './control-routes.ts';

/** What may be done to Event Grid. */
export function eventGridActions(grid: EventGrid): Record<string, Action> {
  const find = (name: string | undefined) => grid.subscriptions().find((one) => one.name === name);
  return {
    'GET /event-grid/subscriptions': () => grid.subscriptions(),
    // The handshake takes its time, and its endpoint may wait for this very answer: how it ends is in the list.
    'PUT /event-grid/subscriptions/{name}': (body, { params: { name = '' } }) => {
      const options = checked<SubscriptionOptions>({ ...body, name }, SUBSCRIPTION_MEMBERS);
      checkSubscription(options);
      grid.subscribe(options).catch(() => undefined);
      return find(name);
    },
    'DELETE /event-grid/subscriptions/{name}': (_body, { params: { name = '' } }) => {
      if (!grid.unsubscribe(name)) throw new Error(`No subscription ${name}`);
    },
    'GET /event-grid/delivered': () => grid.delivered(),
    'GET /event-grid/dead-letters': () => grid.deadLettered(),
    'GET /event-grid': () => ({ paused: grid.paused, behaviour: grid.behaviour }),
    'PATCH /event-grid': (body) =>
      Object.assign(grid.behaviour, checked<GridBehaviour>(body, DEFAULT_GRID_BEHAVIOUR)),
    'POST /event-grid/pause': () => grid.pause(),
    'POST /event-grid/resume': () => grid.resume(),
  };
}
