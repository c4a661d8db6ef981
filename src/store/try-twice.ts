import { untilAborted } from '../upstream/until-aborted.ts';
import { storageFault } from './storage-error.ts';

/** What each try may take, in milliseconds. The SDKs' own defaults wait a minute, and a sender does not. */
const tries = [1_000, 4_000] as const;

/** Faults of the way there and back, or of the account's; the second try may do better. */
const worthAnother = ({ statusCode }: { statusCode?: number }) =>
  statusCode === undefined || statusCode >= 500;

/**
 * Calls storage, and once more if no answer came. So whatever is called must bear to take effect twice, or tell its
 * own effect from another's.
 *
 * @throws what the last try threw.
 */
export async function tryTwice<T>(
  call: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const [first, second] = tries;
  try {
    return await within(call, AbortSignal.any([signal, AbortSignal.timeout(first)]));
  } catch (error) {
    if (signal.aborted || !worthAnother(storageFault(error))) throw error;
    return await within(call, AbortSignal.any([signal, AbortSignal.timeout(second)]));
  }
}

/** Not every SDK listens: the managed identity's (npm @azure/identity 4.14.1) goes on asking for a token. */
async function within<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return await untilAborted(call(signal), signal);
}
