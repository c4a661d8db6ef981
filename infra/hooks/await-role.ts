import type { Clock } from '../../src/clock.ts';
import { azureFault } from './explain-error.ts';

/** A role that was just assigned takes a minute or two: https://github.com/Azure/azure-dev/issues/8026 */
const capMs = 5 * 60_000;
const pauseMs = 10_000;

/** Refusals that no waiting cures: of the caller's address, of a secret that is switched off. */
const lastWords: ReadonlySet<string> = new Set([
  'ForbiddenByFirewall',
  'ForbiddenByConnection',
  'SecretDisabled',
]);

/**
 * Does what takes a role that may not have taken effect yet, again and again while it is forbidden.
 *
 * @param print - is told of each wait.
 * @throws what the last try threw.
 */
export async function awaitRole<T>(
  act: () => Promise<T>,
  {
    clock,
    print,
  }: { readonly clock: Pick<Clock, 'monotonic' | 'sleep'>; readonly print: (line: string) => void },
): Promise<T> {
  const began = clock.monotonic();
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const { status, code } = azureFault(error);
      const waited = clock.monotonic() - began;
      if (status !== 403 || lastWords.has(code) || waited >= capMs) throw error;
      print(
        `Your role on the vault has not taken effect yet; ${Math.round(waited / 1_000)} s of at most 300.`,
      );
      await clock.sleep(pauseMs, new AbortController().signal);
    }
  }
}
