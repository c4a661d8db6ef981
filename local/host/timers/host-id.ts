import { createHash } from 'node:crypto';

/**
 * The name under which hosts of one app share locks: in Azure the app's, here one made of its folder, so that hosts
 * of the same folder are instances of the same app.
 * @see https://learn.microsoft.com/azure/azure-functions/storage-considerations#host-id-considerations
 */
export function hostId(appRoot: string, settings: Record<string, string>): string {
  const given = settings.AzureFunctionsWebHost__hostid ?? settings.WEBSITE_SITE_NAME;
  if (given) return given.toLowerCase().slice(0, 32).replace(/-$/, '');
  return `local-${createHash('sha256').update(appRoot).digest('hex').slice(0, 16)}`;
}
