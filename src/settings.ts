import * as z from 'zod';
import { readSources } from './intake/sources/read-sources.ts';

/** Only with TLS: secrets and tokens go there. Kept as an origin, without a slash at its end. */
const https = z
  .url({
    protocol: /^https$/,
    error: ({ input }) => (input === undefined ? 'is not set' : 'must be an https URL'),
  })
  .transform((url) => new URL(url).origin);

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time, `90s`, `15m`, `24h` or `90d`, in milliseconds. */
const milliseconds = (text: string) => Number.parseInt(text, 10) * units[text.at(-1) as keyof typeof units];

const duration = (least: string, most: string) => {
  const fits = (text: string) =>
    /^\d{1,6}[smhd]$/.test(text) &&
    milliseconds(text) >= milliseconds(least) &&
    milliseconds(text) <= milliseconds(most);
  const error = `must be a length of time from ${least} to ${most}, written like ${least}`;
  return z.string().refine(fits, { error, abort: true }).transform(milliseconds);
};

/** Checked entry by entry, so that each fault names its own. */
const sources = z
  .string()
  .optional()
  .transform((text, context) => {
    const read = readSources(text);
    if ('sources' in read) return read.sources;
    for (const message of read.faults) context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  });

/** Every setting the app reads, in one place. */
export const settings = z.object({
  KEY_VAULT_URL: https.describe('The vault that holds the secrets, https://my-vault.vault.azure.net'),
  AZURE_CLIENT_ID: z
    .guid('must be a GUID')
    .optional()
    .describe('Client id of the user-assigned managed identity; without it, the system-assigned one is used'),
  ACS_CREDENTIAL: z
    .enum(['connection-string', 'managed-identity', 'access-token'])
    .default('connection-string')
    .describe('How the app gets its user access tokens for ACS Chat'),
  ACS_ENDPOINT: https
    .optional()
    .describe('The ACS resource, https://my-resource.communication.azure.com; not for connection-string'),
  AzureWebJobsStorage: z.string().optional().describe('Connection string of the storage account'),
  AzureWebJobsStorage__tableServiceUri: https.optional().describe('Its table endpoint, instead of a string'),
  AzureWebJobsStorage__queueServiceUri: https.optional().describe('Its queue endpoint, instead of a string'),
  RETRY_FOR: duration('1m', '30d')
    .default(24 * units.h)
    .describe('How long a decision is tried before it has failed'),
  LEDGER_RETENTION: duration('7d', '3650d')
    .default(90 * units.d)
    .describe('How long a decision stays on record after its end'),
  WEBHOOK_SOURCES: sources.describe('Who may call, as JSON; docs/sources.md has every member'),
  HOLD_FOR: duration('1h', '30d')
    .default(7 * units.d)
    .describe('How long a decision is held for somebody to confirm it before it is rejected'),
});

export type Settings = z.output<typeof settings>;
