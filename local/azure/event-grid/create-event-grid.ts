import http from 'node:http';
import type { GridEvent } from '../communication/chat-event.ts';
import type { EventStream } from '../communication/event-stream.ts';
import type { IssuedSecrets } from '../door/issued-secrets.ts';
import { deliver } from './deliver.ts';
import type { DeadLetter, Delivered, EventGrid } from './event-grid.ts';
import { DEFAULT_GRID_BEHAVIOUR, type GridBehaviour } from './grid-behaviour.ts';
import { shakeHands } from './handshake.ts';
import { createSubscribers, type Subscriber } from './subscribers.ts';
import { secretsOf, wants } from './subscription.ts';
import { createTraffic } from './traffic.ts';

export interface EventGridNeeds {
  readonly source: Pick<EventStream<GridEvent>, 'listen'>;
  /** Resource id of the source. */
  readonly topic: string;
  /** Where the addresses in a handshake lead. */
  readonly door: string;
  readonly issued: IssuedSecrets;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** So many calls to one endpoint at a time; the others wait in line. */
const AT_ONCE = 32;

/** Event Grid with one system topic. While nobody has subscribed it does not even listen. */
export function createEventGrid(needs: EventGridNeeds): EventGrid {
  const { source, topic, door, issued, now, log } = needs;
  const behaviour: GridBehaviour = { ...DEFAULT_GRID_BEHAVIOUR };
  const traffic = createTraffic();
  const delivered: Delivered[] = [];
  const deadLetters: DeadLetter[] = [];
  // A connection that is kept may be closed just as it is used again, and an event would lose ten seconds by that.
  const agent = new http.Agent({ keepAlive: false, maxSockets: AT_ONCE });
  let deafen: (() => void) | undefined;

  const iso = () => new Date(now()).toISOString();
  const subscribers = createSubscribers(
    (options, signal) => shakeHands(options, { ...behaviour, topic, door, time: iso(), agent, signal }),
    () => {
      deafen?.();
      deafen = subscribers.active().length > 0 ? source.listen(publish) : undefined;
    },
  );

  function publish(event: GridEvent): void {
    for (const subscriber of subscribers.active()) {
      const copies = wants(subscriber.options, event) ? behaviour.copies : 0;
      for (let copy = 0; copy < copies; copy += 1) void traffic.track(() => send(event, subscriber));
    }
  }

  async function send(event: GridEvent, subscriber: Subscriber): Promise<void> {
    const publishTime = iso();
    const { signal } = subscriber.ending; // as it is now: what ends these events is not to end later ones
    const outcome = await deliver(event, {
      subscription: () => subscriber.options,
      line: () => ({ agent, signal, timeoutMs: behaviour.timeoutMs }),
      waitFactor: () => behaviour.waitFactor,
      pass: traffic.pass,
    }).catch((error: Error) => {
      if (!signal.aborted) log(`azure: eventGrid.deliver failed: ${error.stack}`);
    });
    if (!outcome) return;
    const about = { subscription: subscriber.options.name, event };
    const arrived = 'status' in outcome;
    if (arrived) delivered.push({ ...about, ...outcome });
    else deadLetters.push({ ...about, ...outcome, publishTime, lastDeliveryAttemptTime: iso() });
    const how = arrived ? outcome.status : `given up, ${outcome.lastDeliveryOutcome}`;
    log(`azure: eventGrid.deliver ${how} ${about.subscription} ${event.eventType} ${event.id}`);
  }

  const forget = () => {
    subscribers.interrupt();
    traffic.resume();
  };
  return {
    behaviour,
    get paused() {
      return traffic.paused;
    },
    subscribe: async (options) => {
      for (const secret of secretsOf(options)) issued.add(secret);
      await subscribers.put(options);
    },
    unsubscribe: subscribers.remove,
    subscriptions: subscribers.list,
    pause: traffic.pause,
    resume: traffic.resume,
    delivered: () => [...delivered],
    deadLettered: () => [...deadLetters],
    settled: traffic.settled,
    reset: () => {
      forget();
      Object.assign(behaviour, DEFAULT_GRID_BEHAVIOUR);
      delivered.length = 0;
      deadLetters.length = 0;
    },
    stop: async () => {
      deafen?.();
      forget();
      await traffic.settled();
      agent.destroy();
    },
  };
}
