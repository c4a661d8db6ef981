import type { Fault } from '../http/http-problem.ts';
import { everyThread, type ModerationEvent } from '../moderation/moderation-event.ts';
import type { Source } from './sources/source.ts';

/** What an event asks for that its source was not given; empty when all is well. Threads are compared whole. */
export function notPermitted(
  { action, threadId }: Pick<ModerationEvent, 'action' | 'threadId'>,
  { actions, threads }: Pick<Source, 'actions' | 'threads'>,
): Fault[] {
  const faults: Fault[] = [];
  if (actions && !actions.includes(action)) {
    faults.push({ pointer: '/action', detail: 'is not one that this source was given' });
  }
  if (threads && !threads.includes(threadId) && !threads.includes(everyThread)) {
    faults.push({ pointer: '/threadId', detail: 'is not one that this source was given' });
  }
  return faults;
}
