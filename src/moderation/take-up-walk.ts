import * as z from 'zod';
import type { Progress } from './progress.ts';

/** A walk through threads that goes on where the run before had to stop. */
export interface Walk {
  /** Names this round; a new one begins when the last has ended. */
  readonly round: string;
  /** Where the round has come to; undefined at its beginning. */
  readonly at: string | undefined;
  /** Remembers that the round has come so far. @returns false when another run goes on instead. */
  reached(at: string): Promise<boolean>;
  /** Remembers that the round has ended. */
  end(): Promise<void>;
}

const saved = z.object({ round: z.string(), at: z.string().optional(), ended: z.boolean() });

/**
 * Takes up a walk, or begins a new round of it.
 *
 * @param name - of the walk.
 * @param round - names a new round.
 */
export async function takeUpWalk(
  name: string,
  progress: Progress,
  round: string,
  signal: AbortSignal,
): Promise<Walk> {
  const before = await progress.read(name, signal);
  const known = saved.safeParse(before?.state).data;
  const goesOn = known && !known.ended ? known : { round, at: undefined };
  let version = before?.version;
  const save = async (state: z.input<typeof saved>): Promise<boolean> => {
    const next = await progress.save(name, state, version, signal);
    version = next ?? version;
    return next !== undefined;
  };
  return {
    round: goesOn.round,
    at: goesOn.at,
    reached: (at) => save({ round: goesOn.round, at, ended: false }),
    end: async () => {
      await save({ round: goesOn.round, ended: true });
    },
  };
}
