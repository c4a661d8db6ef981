import type { RunningAzure } from '../../../local/azure/start-azure.ts';
import { call } from './call.ts';

/** A token of the system-assigned identity, straight from the managed-identity endpoint. */
export async function entraToken(azure: RunningAzure, resource: string): Promise<string> {
  const query = new URLSearchParams({ 'api-version': '2019-08-01', resource });
  const headers = { 'x-identity-header': azure.identityHeader };
  const { json } = await call(`${azure.identityEndpoint}?${query}`, { headers });
  return json.access_token;
}
