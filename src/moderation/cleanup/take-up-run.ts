import * as z from 'zod';
import type { Progress } from '../progress.ts';
import { atBeginning, type HowFar } from './how-far.ts';

/** A run's way through the threads, which takes more than one attempt. */
export interface RunWalk {
  readonly far: HowFar;
  /** Remembers how far it has come. @returns false when another attempt goes on instead. */
  reached(far: HowFar): Promise<boolean>;
}

const ids = z.array(z.string());
const saved = z.object({
  at: z.string().exactOptional(),
  later: ids,
  missed: z.object({ count: z.number(), named: ids }),
  stops: z.number(),
});

/** By the run, not by its rule: two runs of one rule do not come into each other's way. */
const nameOf = (run: string) => `run ${run}`;

/**
 * Takes up a run where the attempt before had to stop.
 *
 * @param run - its decision.
 */
export async function takeUpRun(run: string, progress: Progress, signal: AbortSignal): Promise<RunWalk> {
  const before = await progress.read(nameOf(run), signal);
  let version = before?.version;
  return {
    far: saved.safeParse(before?.state).data ?? atBeginning,
    async reached(far) {
      const next = await progress.save(nameOf(run), far, version, signal);
      version = next ?? version;
      return next !== undefined;
    },
  };
}

/** Forgets how far a run had come that has ended. */
export async function forgetRun(run: string, progress: Progress, signal: AbortSignal): Promise<void> {
  await progress.forget(nameOf(run), signal);
}
