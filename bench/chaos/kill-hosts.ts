import { setTimeout as wait } from 'node:timers/promises';
import type { RunningAzure } from '../../local/azure/start-azure.ts';
import type { Dice } from './dice.ts';
import type { KillableHost } from './killable-host.ts';
import { steps } from './steps.ts';

/** How the killing goes. */
export interface Killing {
  /** Kills so far. */
  readonly done: number;
  /** How many fell where. */
  readonly told: Readonly<Record<string, number>>;
  readonly end: Promise<void>;
}

/** How long a step is waited for before an instance is killed anyway, in milliseconds. */
const stepMs = 3_000;
/** How many kills wait for no step. */
const atAnyInstant = 0.25;

/** Kills instances so many times, one after the other, at a step of an event's way or at any instant, and starts them again. */
export function killHosts(
  kills: number,
  hosts: readonly KillableHost[],
  azure: RunningAzure,
  dice: Dice,
): Killing {
  const told: Record<string, number> = {};
  let done = 0;
  const killing = async () => {
    for (; done < kills; done += 1) {
      const step = dice.roll() < atAnyInstant ? undefined : dice.pick(steps);
      if (!step) await wait(dice.below(1_000));
      const struck = await step?.strike(hosts, azure, AbortSignal.timeout(stepMs));
      const victim = struck ?? dice.pick(hosts);
      if (!struck) await victim.kill();
      const name = struck && step ? step.name : 'at any instant';
      told[name] = (told[name] ?? 0) + 1;
      await wait(dice.below(300));
      await victim.start();
    }
  };
  return {
    get done() {
      return done;
    },
    told,
    end: killing(),
  };
}
