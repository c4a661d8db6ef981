import * as z from 'zod';
import { canonicalId } from './chat/identifier/communication-identifier.ts';
import { parseIdentifier } from './chat/identifier/parse-identifier.ts';

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

/** Raw ids, parted by spaces or commas, in canonical form. One that is none would protect nobody. */
const rawIds = z.string().transform((text, context) => {
  const ids = text.split(/[\s,]+/).filter(Boolean);
  const wrong = ids.findIndex((id) => 'fault' in parseIdentifier(id));
  if (wrong === -1) return ids.map((rawId) => canonicalId({ rawId }));
  const message = `must hold raw ids, 8:acs:…, parted by spaces; number ${wrong + 1} is none`;
  context.issues.push({ code: 'custom', message, input: text });
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
  HOLD_FOR: duration('1h', '30d')
    .default(7 * units.d)
    .describe('How long a decision is held for somebody to confirm it before it is rejected'),
  ENFORCEMENT: z
    .enum(['on', 'dry-run', 'paused'])
    .default('on')
    .describe('Whether decisions are carried out, only said to be, or taken down until it is on again'),
  PROTECTED_PARTICIPANTS: rawIds
    .default([])
    .describe('Raw ids of those who are never removed or banned, parted by spaces'),
  MAX_FANOUT: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a number from 1 to 99999')
    .transform(Number)
    .default(500)
    .describe('How many threads a decision for every thread may touch without being confirmed'),
});

export type Settings = z.output<typeof settings>;
