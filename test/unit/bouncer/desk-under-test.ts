import type { Desk } from '../../../local/bouncer/desk.ts';
import { type DrivenClock, drivenClock } from '../driven-clock.ts';

/** A desk whose clock a test drives, and which writes down what it shows. */
export interface DeskUnderTest extends Desk {
  readonly clock: DrivenClock;
  readonly notes: string[];
  /** Of each bar: what for, how many steps it was to have, how many it had, and whether it was stopped. */
  readonly bars: { what: string; total: number; steps: number; stopped: boolean }[];
}

/** @param files - by name, what can be read. */
export function deskUnderTest(
  env: Desk['env'] = {},
  files: Readonly<Record<string, string | Uint8Array>> = {},
): DeskUnderTest {
  const notes: string[] = [];
  const bars: DeskUnderTest['bars'] = [];
  return {
    env,
    clock: drivenClock(),
    notes,
    bars,
    paint: (_look, text) => text,
    note: (line) => void notes.push(line),
    progress(total, what) {
      const bar = { what, total, steps: 0, stopped: false };
      bars.push(bar);
      return {
        step: () => {
          bar.steps += 1;
        },
        stop: () => {
          bar.stopped = true;
        },
      };
    },
    read: async (file) => Buffer.from(files[file] ?? ''),
  };
}
