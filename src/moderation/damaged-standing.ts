import { UpstreamError } from '../upstream/upstream-error.ts';

/** The code of an error about a row that nobody can read. */
export const damagedStanding = 'DamagedStanding';

/**
 * Whether what is on record about one person cannot be read. Nothing may be done about them then; of everybody else it says
 * nothing.
 */
export function isDamagedStanding(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && error.upstream === 'storage' && error.code === damagedStanding;
}
