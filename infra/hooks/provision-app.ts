import { grantChatRole } from './grant-chat-role.ts';
import { HookError } from './hook-error.ts';
import { type ProvisionPorts, provisionSecrets } from './provision-secrets.ts';
import type { ProvisionSettings } from './provision-settings.ts';

/**
 * Does what the app needs besides what the templates make: its secrets, and its role on the ACS resource. Neither waits for
 * the other to succeed: a vault may take calls from its own network only, and not everybody may assign roles.
 *
 * @param dryRun - says what it would do, and does nothing.
 * @throws HookError for all that has failed.
 */
export async function provisionApp(
  settings: ProvisionSettings,
  ports: ProvisionPorts,
  dryRun: boolean,
): Promise<void> {
  const failed: string[] = [];
  for (const step of [provisionSecrets, grantChatRole]) {
    await step(settings, ports, dryRun).catch((error: unknown) => {
      if (!(error instanceof HookError)) throw error;
      failed.push(error.message);
    });
  }
  if (failed.length > 0) throw new HookError(failed.join('\n'));
}
