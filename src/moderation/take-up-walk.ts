import * as z from 'zod';
import type { Progress } from './progress.ts';

/** A walk through threads that goes on where the run before had to stop. */
export interface Walk {
  /** Where this round has come to; undefined at its beginning. A new one begins when the last has ended. */
  readonly at: string | undefined;
  /** Remembers that the round has come so far. @returns false when another run goes on instead. */
  reached(at: string): Promise<boolean>;
  /** Remembers that the round has ended. */
  end(): Promise<void>;
}

const saved = z.object({ at: z.string().optional(), ended: z.boolean() });

/** Takes up the walk of that name, or begins a new round of it. */
export async function takeUpWalk(name: string, progress: Progress, signal: AbortSignal): Promise<Walk> {
  const before = await progress.read(name, signal);
  const known = saved.safeParse(before?.state).data;
  let version = before?.version;
  const save = async (state: z.input<typeof saved>): Promise<boolean> => {
    const next = await progress.save(name, state, version, signal);
    version = next ?? version;
    return next !== undefined;
  };
  return {
    at: known?.ended === false ? known.at : undefined,
    reached: (at) => save({ at, ended: false }),
    end: async () => {
      await save({ ended: true });
    },
  };
}
