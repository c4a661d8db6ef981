import type { EnforcePorts } from '../../../../src/moderation/enforce.ts';
import { UpstreamError } from '../../../../src/upstream/upstream-error.ts';
import type { MemoryWorld } from '../../../unit/moderation/memory-world.ts';

/** Something a host has begun, which stands still wherever it reaches beyond its walls until it is let go on. */
interface Standstill {
  readonly place: string;
  readonly goOn: (how: undefined | 'again') => void;
  readonly fail: () => void;
}

/** Hosts that do everything at once, each as far as it is let. */
export interface Hosts {
  /** Begins something on one of the hosts. */
  begin(host: number, decision: string | undefined, act: (ports: EnforcePorts) => Promise<unknown>): void;
  /** How many are standing still. */
  waiting(): number;
  /** Lets one of them go on to where it reaches out next. */
  goOn(which: number): Promise<void>;
  /** One of them never goes on: its process is gone. */
  kill(which: number): void;
  /** The reply that one of them waits for is lost: it calls again, or has to give up. */
  loseReply(which: number, gaveUp: boolean): Promise<void>;
}

/** How far the clocks of the hosts are off from the storage account's, in milliseconds. */
const skews = [0, 900, -900];

const lost = () =>
  new UpstreamError({
    upstream: 'storage',
    code: 'NoAnswer',
    message: 'No answer.',
    retryable: true,
    hint: '',
  });

/** All that can be done without anybody reaching out is done once the microtasks are over. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

export function hostsOf(world: MemoryWorld, onMistake: (error: unknown) => void): Hosts {
  const standing: Standstill[] = [];
  const take = (which: number) => standing.splice(which % standing.length, 1)[0];
  return {
    begin(host, decision, act) {
      const gate = (place: string) =>
        new Promise<undefined | 'again'>((goOn, reject) => {
          standing.push({ place, goOn, fail: () => reject(lost()) });
        });
      const skewMs = skews[host % skews.length] ?? 0;
      const own = world.host({ gate, skewMs, ...(decision !== undefined && { decision }) });
      act(own).catch((error: unknown) => {
        if (!(error instanceof UpstreamError)) onMistake(error);
      });
    },
    waiting: () => standing.length,
    async goOn(which) {
      take(which)?.goOn(undefined);
      await settled();
    },
    kill(which) {
      take(which);
    },
    async loseReply(which, gaveUp) {
      const replies = standing.filter(({ place }) => place.startsWith('reply'));
      const chosen = replies[which % Math.max(1, replies.length)];
      if (!chosen) return;
      standing.splice(standing.indexOf(chosen), 1);
      if (gaveUp || chosen.place === 'reply call') chosen.fail();
      else chosen.goOn('again');
      await settled();
    },
  };
}
