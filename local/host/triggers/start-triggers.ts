import type { FunctionMetadata } from '../worker-link/messages.ts';
import type { ListedFunction, RunningTrigger, TriggerContext } from './trigger.ts';
import { triggerTable } from './trigger-table.ts';

/** The triggers of an app at work. */
export type RunningTriggers = {
  triggers: RunningTrigger[];
  functions: ListedFunction[];
  errors: string[];
  /** Takes no more messages and timers, and waits for what runs. */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Puts the functions of an app to work, each kind of trigger by its own file. A kind that has none is listed and
 * left alone: the other functions can still be used.
 *
 * @throws if one function's fault stops all of them, as some do in Azure
 */
export function startTriggers(found: FunctionMetadata[], context: TriggerContext): RunningTriggers {
  const groups = Map.groupBy(found, triggerType);
  const triggers: RunningTrigger[] = [];
  const unknown: ListedFunction[] = [];
  for (const [type, functions] of groups) {
    const start = triggerTable[type.toLowerCase()];
    if (start) triggers.push(start(functions, context));
    else
      unknown.push(
        ...functions.map(({ name }) => ({ name, trigger: type, methods: [], route: '', disabled: true })),
      );
  }
  return {
    triggers,
    functions: [...triggers.flatMap(({ functions }) => functions), ...unknown].toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
    errors: [
      ...triggers.flatMap(({ errors }) => errors),
      ...unknown.map(
        ({ name, trigger }) => `The function ${name} does not run here: there is no local ${trigger} yet.`,
      ),
    ],
    async drain() {
      await Promise.all(triggers.map((trigger) => trigger.drain?.()));
    },
    async stop() {
      await Promise.all(triggers.map((trigger) => trigger.stop()));
    },
  };
}

function triggerType({ bindings }: FunctionMetadata): string {
  return Object.values(bindings).find(({ type }) => /trigger$/i.test(type))?.type ?? 'unknown trigger';
}
