import { HookError } from './hook-error.ts';

/** What is known of an error of an Azure SDK. */
export interface AzureFault {
  readonly status?: number;
  /** The service's code, or that of the fault on the way to it. */
  readonly code: string;
}

/** Reads an error of whichever SDK. Its message is left alone: it may quote the request. */
export function azureFault(error: unknown): AzureFault {
  const { statusCode, code, name } = (error ?? {}) as Record<string, unknown>;
  const word = [code, name].find((one) => typeof one === 'string' && one !== '');
  return { ...(typeof statusCode === 'number' && { status: statusCode }), code: String(word ?? 'Unknown') };
}

/** What to do about a fault, by the service's code or by status. */
export type Remedies = Readonly<Record<string | number, string>>;

/** Signing in goes before every call, so this holds for all of them. */
const signIn: Remedies = {
  CredentialUnavailableError: 'Sign in: azd auth login.',
  AggregateAuthenticationError: 'Sign in: azd auth login.',
  AuthenticationError: 'Sign in again: azd auth login.',
  AuthenticationRequiredError: 'Sign in again: azd auth login.',
  InvalidAuthenticationTokenTenant: 'Sign in to the tenant of the subscription: azd auth login --tenant-id …',
  401: 'Sign in to the tenant of the subscription: azd auth login --tenant-id …',
};

/**
 * An error as one line: what could not be done, what Azure calls it, and what to do.
 *
 * @param what - such as `The keys of acs-chat could not be read`.
 * @param again - the command to try again with, where nothing better is known.
 */
export function explainError(
  what: string,
  error: unknown,
  remedies: Remedies,
  again = 'azd provision',
): HookError {
  if (error instanceof HookError) return error;
  const { status, code } = azureFault(error);
  const remedy =
    remedies[code] ?? signIn[code] ?? remedies[status ?? 0] ?? signIn[status ?? 0] ?? `Try again: ${again}.`;
  return new HookError(`${what} (${[status, code].filter(Boolean).join(' ')}). ${remedy}`);
}
