import type { Clock } from '../../clock.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import { storageError } from '../storage-error.ts';
import type { Rows } from '../table-rows.ts';
import type { InTurn } from './in-turn.ts';
import { type Line, readLine, writeLine } from './line.ts';
import { lineKey, partitionOf } from './row-keys.ts';
import type { Changed } from './take-place.ts';

/** What the lines stand on. */
export interface PacePorts {
  /** The rows of a partition of the table. */
  readonly rowsOf: (partition: string) => Rows;
  readonly clock: Pick<Clock, 'random' | 'sleep'>;
  /** The storage account's time, milliseconds since 1970. */
  readonly now: () => number;
  /** A short name for a claim that no other ever has. */
  readonly newClaim: () => string;
}

/** How often a line that others are changing is read again, and how long at most in between, in milliseconds. */
const maxTries = 16;
const longestPauseMs = 250;

/**
 * Changes a thread's line on condition that nobody else has meanwhile, or else once more as it stands then. Whatever
 * `change` does must be known again by it when it meets its own effect, because the reply got lost.
 *
 * @throws UpstreamError when storage is away, the time is over, or others have been quicker each time.
 */
export async function changeLine<T>(
  ports: PacePorts & { readonly inTurn: InTurn },
  threadId: string,
  change: (line: Line, now: number) => Changed<T>,
  signal: AbortSignal,
): Promise<T> {
  const rows = ports.rowsOf(partitionOf(threadId));
  const key = lineKey(threadId);
  const attempt = async () => {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const row = await rows.read(key, signal);
      // Not before: the answer may have set the clock.
      const now = ports.now();
      const { answer, line } = change(readLine(row), now);
      if (!line) return answer;
      const columns = writeLine(line, now);
      const write = row ? { replace: key, etag: row.etag, columns } : { create: key, columns };
      if (await rows.write([write], signal)) return answer;
      const pause = Math.min(longestPauseMs, 10 * 2 ** tries);
      await ports.clock.sleep(ports.clock.random() * pause, signal);
    }
    throw storageError({ statusCode: 409, code: 'Changing' });
  };
  try {
    return await ports.inTurn(threadId, attempt, signal);
  } catch (error) {
    throw error instanceof UpstreamError ? error : storageError(error);
  }
}
