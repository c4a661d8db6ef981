import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Attempt } from './attempt.ts';

/**
 * Ends the tokens of whoever is banned, where the ban asks for it.
 *
 * @returns what has come of it, to be added to what else there is to say; empty where the ban does not ask.
 * @throws UpstreamError when it may work later.
 */
export async function endTokens({ event, ports, limits }: Attempt): Promise<string> {
  if (!event.revokeTokens) return '';
  // https://learn.microsoft.com/azure/communication-services/concepts/authentication: the others sign in elsewhere.
  if (event.participant.kind !== 'communicationUser')
    return ' They have no tokens of ACS to revoke: they are none of its users.';
  if (!ports.revokeTokens)
    return ' Their tokens stay good: with ACS_CREDENTIAL=access-token nobody here may end them.';
  try {
    await ports.revokeTokens(event.participant, limits);
    return ' Their tokens were revoked.';
  } catch (error) {
    // Of somebody whom the resource does not know, or no longer: the ban holds, and trying again would change nothing.
    if (!(error instanceof UpstreamError) || error.retryable) throw error;
    return ` Their tokens were not revoked: ${error.message}`;
  }
}
