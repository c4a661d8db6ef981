import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import { type Taken, takeEvent } from '../../../src/moderation/take-event.ts';
import { workOff } from '../../../src/moderation/work-off.ts';
import type { Gate, HostOptions, MemoryWorld } from './memory-world.ts';
import { second, signal } from './memory-world.ts';

/** A host that a test stops on its way, to let others go first. */
export interface SteeredHost extends EnforcePorts {
  /**
   * Has it stop the next time it comes to a place (or the time after so many).
   *
   * @returns resolves once it is there, to what lets it go on.
   */
  stopAt(place: string, after?: number): Promise<() => void>;
}

export function steeredHost(world: MemoryWorld, options: Omit<HostOptions, 'gate'> = {}): SteeredHost {
  let stop: { place: string; after: number; there: (go: () => void) => void } | undefined;
  const gate: Gate = async (place) => {
    if (stop?.place !== place) return;
    stop.after -= 1;
    if (stop.after >= 0) return;
    const { there } = stop;
    stop = undefined;
    await new Promise<void>((go) => there(go));
  };
  return {
    ...world.host({ ...options, gate }),
    stopAt: (place, after = 0) =>
      new Promise((there) => {
        stop = { place, after, there };
      }),
  };
}

/** What an HTTP door does with an event. */
export async function take(
  world: MemoryWorld,
  event: ModerationEvent,
  host: EnforcePorts = world.host(),
): Promise<Taken> {
  const deadline = world.clock.monotonic() + 2_500;
  const limits = { signal, deadline, attemptMs: 1_500, retries: 0 };
  const watch = { attempted: () => {}, unrecorded: () => {} };
  return await takeEvent(event, host, limits, { async: false, watch });
}

const log = { info: () => {}, warn: () => {}, error: () => {} };

/** What the queue does with a message. */
export async function workOffAt(
  world: MemoryWorld,
  decision: string,
  host: EnforcePorts = world.host(),
): Promise<void> {
  await workOff({ decision }, host, log);
}

/** Lets time pass second by second; the queue and the sweep go on meanwhile. */
export async function pass(world: MemoryWorld, ms: number, host: EnforcePorts = world.host()): Promise<void> {
  for (let passed = 0; passed < ms; passed += second) {
    world.clock.pass(Math.min(second, ms - passed));
    const { found, taken } = await host.ledger.takeOverdue(100, signal);
    const ready = world.queue.filter(({ visible }) => visible <= world.clock.now());
    world.queue.splice(0, world.queue.length, ...world.queue.filter((message) => !ready.includes(message)));
    if (found > 0 || ready.length > 0) {
      for (const decision of [...taken, ...ready.map((message) => message.decision)]) {
        await workOffAt(world, decision, host);
      }
    }
  }
}

/** Lets a long time pass at once, and then a minute for what is due by then. */
export async function passLong(world: MemoryWorld, ms: number, host?: EnforcePorts): Promise<void> {
  world.clock.pass(ms);
  await pass(world, 60 * second, host);
}
