import { type Patience, tryUntil, type Waiting } from './try-until.ts';

/** Refusals that no waiting cures: of the caller's address, of a secret that is switched off. */
const lastWords: ReadonlySet<string> = new Set([
  'ForbiddenByFirewall',
  'ForbiddenByConnection',
  'SecretDisabled',
]);

/** A role that was just assigned takes a minute or two: https://github.com/Azure/azure-dev/issues/8026 */
const patience: Patience = {
  capMs: 5 * 60_000,
  pauseMs: 10_000,
  passes: ({ status, code }) => status === 403 && !lastWords.has(code),
  says: (seconds) => `Your role on the vault has not taken effect yet; ${seconds} s of at most 300.`,
};

/**
 * Does what takes a role that may not have taken effect yet, again and again while it is forbidden.
 *
 * @throws what the last try threw.
 */
export function awaitRole<T>(act: () => Promise<T>, waiting: Waiting): Promise<T> {
  return tryUntil(act, patience, waiting);
}
