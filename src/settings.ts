import * as z from 'zod';
import { canonicalId } from './chat/identifier/communication-identifier.ts';
import { parseIdentifier } from './chat/identifier/parse-identifier.ts';
import { duration } from './duration.ts';
import { readSources } from './intake/sources/read-sources.ts';
import { readCleanupRules } from './moderation/cleanup/read-cleanup-rules.ts';

/** Only with TLS: secrets and tokens go there. Kept as an origin, without a slash at its end. */
const https = z
  .url({
    protocol: /^https$/,
    error: ({ input }) => (input === undefined ? 'is not set' : 'must be an https URL'),
  })
  .transform((url) => new URL(url).origin);

const dayMs = 86_400_000;

/** Raw ids, parted by spaces or commas, in canonical form. One that is none would protect nobody. */
const rawIds = z.string().transform((text, context) => {
  const ids = text.split(/[\s,]+/).filter(Boolean);
  const wrong = ids.findIndex((id) => 'fault' in parseIdentifier(id));
  if (wrong === -1) return ids.map((rawId) => canonicalId({ rawId }));
  const message = `must hold raw ids, 8:acs:…, parted by spaces; number ${wrong + 1} is none`;
  context.issues.push({ code: 'custom', message, input: text });
  return z.NEVER;
});

/** A JSON list that is checked entry by entry, so that each fault names its own. */
const list = <T>(read: (text?: string) => { entries: T } | { faults: string[] }) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      const found = read(text);
      if ('entries' in found) return found.entries;
      for (const message of found.faults) context.issues.push({ code: 'custom', input: text, message });
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
  ACS_ACTING_IDENTITY: z
    .enum(['moderator', 'participant', 'moderator-then-participant'])
    .default('moderator')
    .describe('As whom people are removed: the moderator, or they themselves by a token minted for them'),
  CLEANUP_RULES: list(readCleanupRules).describe(
    'Whom to remove on schedule, as JSON; docs/cleanups.md has every member',
  ),
  AzureWebJobsStorage: z.string().optional().describe('Connection string of the storage account'),
  AzureWebJobsStorage__tableServiceUri: https.optional().describe('Its table endpoint, instead of a string'),
  AzureWebJobsStorage__queueServiceUri: https.optional().describe('Its queue endpoint, instead of a string'),
  RETRY_FOR: duration('1m', '30d')
    .default(dayMs)
    .describe('How long a decision is tried before it has failed'),
  LEDGER_RETENTION: duration('7d', '3650d')
    .default(90 * dayMs)
    .describe('How long a decision stays on record after its end'),
  WEBHOOK_SOURCES: list(readSources).describe('Who may call, as JSON; docs/sources.md has every member'),
  HOLD_FOR: duration('1h', '30d')
    .default(7 * dayMs)
    .describe('How long a decision is held for somebody to confirm it before it is rejected'),
  ENFORCEMENT: z
    .enum(['on', 'dry-run', 'paused'])
    .default('on')
    .describe(
      'Whether decisions are carried out, only said to be, or recorded and kept until it is on again',
    ),
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
