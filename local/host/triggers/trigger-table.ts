import { startEventGridTrigger } from './event-grid-trigger.ts';
import { startHttpTrigger } from './http-trigger.ts';
import { startQueueTrigger } from './queue-trigger.ts';
import { startTimerTrigger } from './timer-trigger.ts';
import type { StartTrigger } from './trigger.ts';

/** Every kind of trigger this host knows, by its type in lower case. A new kind is a file here and a line in this table. */
export const triggerTable: Record<string, StartTrigger> = {
  eventgridtrigger: startEventGridTrigger,
  httptrigger: startHttpTrigger,
  queuetrigger: startQueueTrigger,
  timertrigger: startTimerTrigger,
};
