import { describe, expect, it } from 'vitest';
import { readConfig, settingNames } from '../../src/config.ts';
import { ConfigError } from '../../src/config-error.ts';

const storage = { AzureWebJobsStorage: 'UseDevelopmentStorage=true' };
const vault = { KEY_VAULT_URL: 'https://my-vault.vault.azure.net/', ...storage };
const endpoint = { ACS_ENDPOINT: 'https://my-resource.communication.azure.com/' };
const clientId = '5e1f0000-0000-4000-8000-000000000001';

const faults = (env: Record<string, string>) => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('needs a vault and a storage account', () => {
    expect(readConfig(vault)).toEqual({
      keyVaultUrl: 'https://my-vault.vault.azure.net',
      acs: { credential: 'connection-string' },
      storage: { connectionString: 'UseDevelopmentStorage=true' },
      retryForMs: 86_400_000,
      retentionMs: 90 * 86_400_000,
      actingIdentity: 'moderator',
      rules: new Map(),
      holdForMs: 7 * 86_400_000,
      enforcement: 'on',
      protectedIds: [],
      maxFanout: 500,
      sources: new Map([['default', expect.objectContaining({ format: 'native' })]]),
    });
  });

  it.each(['managed-identity', 'access-token'] as const)('needs the endpoint too with %s', (credential) => {
    const env = { ...vault, ACS_CREDENTIAL: credential };
    expect(faults(env)).toEqual([`ACS_ENDPOINT is needed with ACS_CREDENTIAL=${credential}`]);
    expect(readConfig({ ...env, ...endpoint }).acs).toEqual({
      credential,
      endpoint: 'https://my-resource.communication.azure.com',
    });
  });

  it('names the entry of WEBHOOK_SOURCES that is wrong, beside all else', () => {
    const entry = { name: 'billing', format: 'native', signature: 'none' };
    const WEBHOOK_SOURCES = JSON.stringify([entry, { name: 'ops', format: 'native' }]);
    expect(readConfig({ ...vault, WEBHOOK_SOURCES: JSON.stringify([entry]) }).sources.get('billing')).toEqual(
      {
        ...entry,
        maxBatch: 100,
        signature: { scheme: 'none' },
      },
    );
    expect(faults({ ...storage, WEBHOOK_SOURCES })).toEqual([
      'KEY_VAULT_URL is not set',
      'WEBHOOK_SOURCES[1] (ops) signature is not set',
    ]);
    expect(faults({ ...vault, WEBHOOK_SOURCES: '{}' })).toEqual(['WEBHOOK_SOURCES must be a JSON array']);
  });

  it('may name the identity that reads the vault', () => {
    expect(readConfig({ ...vault, AZURE_CLIENT_ID: clientId })).toMatchObject({ identityClientId: clientId });
  });

  it('takes an empty setting as one that is not set, and spaces around one as no part of it', () => {
    const env = {
      ...storage,
      KEY_VAULT_URL: ` ${vault.KEY_VAULT_URL} `,
      AZURE_CLIENT_ID: ' ',
      ACS_CREDENTIAL: '',
    };
    expect(readConfig(env)).toEqual(readConfig(vault));
  });

  it('names all that is wrong at once, and no value', () => {
    const env = { KEY_VAULT_URL: 'my-vault', AZURE_CLIENT_ID: 'me', ACS_CREDENTIAL: 'password', ...endpoint };
    expect(faults(env)).toEqual([
      'KEY_VAULT_URL must be an https URL',
      'AZURE_CLIENT_ID must be a GUID',
      'ACS_CREDENTIAL must be one of connection-string, managed-identity, access-token',
    ]);
    expect(faults({})).toEqual(['KEY_VAULT_URL is not set']);
  });

  it('does not promise to act as others with a token that is ready', () => {
    const ready = { ...vault, ACS_CREDENTIAL: 'access-token', ACS_ENDPOINT: 'https://acs.example' };
    expect(faults({ ...ready, ACS_ACTING_IDENTITY: 'moderator-then-participant' })).toEqual([
      'ACS_ACTING_IDENTITY=moderator-then-participant takes tokens minted for others, which ACS_CREDENTIAL=access-token cannot give',
    ]);
    expect(readConfig({ ...ready, ACS_ACTING_IDENTITY: 'moderator' }).actingIdentity).toBe('moderator');
  });

  it('takes the storage account by its endpoints too, as the Functions host does', () => {
    const { AzureWebJobsStorage: _, ...rest } = vault;
    const table = { AzureWebJobsStorage__tableServiceUri: 'https://my.table.core.windows.net/' };
    const queue = { AzureWebJobsStorage__queueServiceUri: 'https://my.queue.core.windows.net/' };
    expect(readConfig({ ...rest, ...table, ...queue }).storage).toEqual({
      tableUri: 'https://my.table.core.windows.net',
      queueUri: 'https://my.queue.core.windows.net',
    });
    const fault = 'AzureWebJobsStorage is not set, nor its __tableServiceUri and __queueServiceUri';
    expect([faults(rest), faults({ ...rest, ...table })]).toEqual([[fault], [fault]]);
  });

  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['48h', 172_800_000],
    ['7d', 604_800_000],
  ])('reads a length of time (%s)', (text, ms) => {
    expect(readConfig({ ...vault, RETRY_FOR: text }).retryForMs).toBe(ms);
  });

  it.each(['24', '1 day', '-1h', '0m', '1s', '31d', 'P1D'])('refuses %j as a length of time', (text) => {
    expect(faults({ ...vault, RETRY_FOR: text })).toEqual([
      'RETRY_FOR must be a length of time from 1m to 30d, written like 1m',
    ]);
  });

  it('keeps the record for a week at least, because senders retry for days', () => {
    expect(faults({ ...vault, LEDGER_RETENTION: '6d' })).toHaveLength(1);
    expect(faults({ ...vault, LEDGER_RETENTION: '8d', HOLD_FOR: '9d' })).toEqual([
      expect.stringContaining('must be as long as RETRY_FOR and HOLD_FOR'),
    ]);
    expect(readConfig({ ...vault, LEDGER_RETENTION: '7d' }).retentionMs).toBe(604_800_000);
  });

  it('refuses an address without TLS, to which secrets would go', () => {
    expect(faults({ KEY_VAULT_URL: 'http://my-vault.vault.azure.net' })).toHaveLength(1);
    const plain = { ...vault, ACS_CREDENTIAL: 'access-token', ACS_ENDPOINT: 'http://acs.example' };
    expect(faults(plain)).toEqual(['ACS_ENDPOINT must be an https URL']);
  });

  it('sees that Azure has left a Key Vault reference as it was', () => {
    const env = {
      ...storage,
      KEY_VAULT_URL: '@Microsoft.KeyVault(SecretUri=https://my-vault.vault.azure.net/secrets/x)',
    };
    expect(faults(env)).toEqual(['KEY_VAULT_URL is a Key Vault reference that was not resolved']);
  });

  it('has each of its settings in the README', async () => {
    const { readFile } = await import('node:fs/promises');
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    for (const name of settingNames) expect(readme).toContain(`| \`${name}\` |`);
  });
});

describe('what the operator lays down', () => {
  const person = '8:acs:8540C0DE-899F-5CCE-ACB5-3EC493AF3800_0e59221d-0c1d-46ae-9544-c963ce56c10b';

  it('names whom to protect, parted by whatever, in one form', () => {
    const env = { ...vault, PROTECTED_PARTICIPANTS: ` ${person},28:orgid:${clientId}  4:+4930123 ` };
    expect(readConfig(env).protectedIds).toEqual([
      person.toLowerCase(),
      `28:orgid:${clientId}`,
      '4:+4930123',
    ]);
  });

  it('is refused when it names somebody whom it would not protect', () => {
    const env = { ...vault, PROTECTED_PARTICIPANTS: `${person} alice` };
    expect(faults(env)).toEqual([
      'PROTECTED_PARTICIPANTS must hold raw ids, 8:acs:…, parted by spaces; number 2 is none',
    ]);
  });

  it.each(['on', 'dry-run', 'paused'])('may be that enforcement is %s', (ENFORCEMENT) => {
    expect(readConfig({ ...vault, ENFORCEMENT }).enforcement).toBe(ENFORCEMENT);
  });

  it('takes no other word for it, since it would be on', () => {
    expect(faults({ ...vault, ENFORCEMENT: 'off' })).toEqual([
      'ENFORCEMENT must be one of on, dry-run, paused',
    ]);
  });

  it.each(['0', '-1', '1.5', 'all', '100000'])(
    'takes no %s for the most that one decision may touch',
    (most) => {
      expect(faults({ ...vault, MAX_FANOUT: most })).toEqual(['MAX_FANOUT must be a number from 1 to 99999']);
    },
  );

  it('says how much one decision may touch', () => {
    expect(readConfig({ ...vault, MAX_FANOUT: '20' }).maxFanout).toBe(20);
  });
});
