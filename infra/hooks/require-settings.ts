import type { Environment } from './azd-environment.ts';
import { HookError } from './hook-error.ts';

/**
 * The named settings, none of them empty.
 *
 * @throws HookError that names all that are missing.
 */
export function requireSettings<Name extends string>(
  environment: Environment,
  names: readonly Name[],
): Record<Name, string> {
  const missing = names.filter((name) => !environment[name]?.trim());
  if (missing.length > 0) {
    throw new HookError(
      `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set. azd sets what it has provisioned: ` +
        'run azd provision first, or choose its environment with azd env select.',
    );
  }
  return Object.fromEntries(names.map((name) => [name, environment[name]?.trim()])) as Record<Name, string>;
}
