import type { Clock } from '../../src/clock.ts';
import { type AzureFault, azureFault } from './explain-error.ts';

/** What a hook waits with, and tells of its waits. */
export interface Waiting {
  readonly clock: Pick<Clock, 'monotonic' | 'sleep'>;
  readonly print: (line: string) => void;
}

/** What is worth waiting for, and how long. */
export interface Patience {
  readonly capMs: number;
  readonly pauseMs: number;
  passes(fault: AzureFault): boolean;
  /** The line for a wait, given the seconds waited so far. */
  says(seconds: number, fault: AzureFault): string;
}

/**
 * Does what cannot work yet, again and again until it does.
 *
 * @throws what the last try threw.
 */
export async function tryUntil<T>(
  act: () => Promise<T>,
  { capMs, pauseMs, passes, says }: Patience,
  { clock, print }: Waiting,
): Promise<T> {
  const began = clock.monotonic();
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const fault = azureFault(error);
      const waited = clock.monotonic() - began;
      if (!passes(fault) || waited >= capMs) throw error;
      print(says(Math.round(waited / 1_000), fault));
      await clock.sleep(pauseMs, new AbortController().signal);
    }
  }
}
