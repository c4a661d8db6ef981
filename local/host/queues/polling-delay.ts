/**
 * Says how long to wait before a queue that was empty is asked again: 100 ms at first, then 100 ms plus a growing,
 * random part, up to host.json's `maxPollingInterval`.
 *
 * @returns a function that is asked at each wait whether messages were found since the last one
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#polling-algorithm
 */
export function pollingDelay(
  leastMs: number,
  mostMs: number,
  random: () => number = Math.random,
): (found: boolean) => number {
  let exponent = 0;
  let delay = 0;
  return (found) => {
    if (found) {
      exponent = 1;
      delay = Math.min(leastMs, mostMs);
    } else if (delay !== mostMs) {
      const added = exponent === 0 ? 0 : (0.8 + 0.4 * random()) * 2 ** (exponent - 1) * leastMs;
      delay = Math.min(leastMs + added, mostMs);
      exponent += 1;
    }
    return delay;
  };
}
