/** What azd would hand to `main.bicepparam`: settings by name. */
export type Environment = Readonly<Record<string, string>>;

const without: Environment = {
  AZURE_ENV_NAME: 'moderation',
  AZURE_LOCATION: 'westeurope',
  AZURE_PRINCIPAL_ID: '11111111-1111-4111-8111-111111111111',
};

const existing: Environment = { ...without, ACS_NAME: 'our-chat', ACS_RESOURCE_GROUP: 'rg-our-chat' };

/** Each choice that is supported, by the name of the snapshot that shows what it would make. */
export const choices: Readonly<Record<string, Environment>> = {
  default: existing,
  vnet: { ...existing, VNET_ENABLED: 'true' },
  'new-acs': { ...without, ACS_CREATE: 'true', ACS_DATA_LOCATION: 'Europe' },
  'managed-identity': { ...existing, ACS_CREDENTIAL: 'managed-identity' },
  rules: {
    ...existing,
    ACS_ACTING_IDENTITY: 'moderator-then-participant',
    CLEANUP_RULES:
      '[{"name":"guests","schedule":"0 0 3 * * *","participants":{"kinds":["communicationUser"]}}]',
    ENFORCEMENT: 'dry-run',
    EVENTS_ENABLED: 'false',
    MAX_FANOUT: '50',
    PROTECTED_PARTICIPANTS: '8:acs:33333333-3333-4333-8333-333333333333_44444444-4444-4444-8444-444444444444',
    WEBHOOK_SOURCES:
      '[{"name":"ours","format":"native","signature":"standard-webhooks"},{"name":"vendor","format":"moderation-api","maxPerMinute":60}]',
  },
  'long-name': {
    ...without,
    AZURE_ENV_NAME: 'A.very_long-environment(name)-of-sixty-characters-altogether',
    AZURE_PRINCIPAL_TYPE: 'ServicePrincipal',
    ACS_CREATE: 'true',
    ACS_CREDENTIAL: 'managed-identity',
    VNET_ENABLED: 'true',
    STORAGE_ACCESS_LOGS: 'true',
    KEY_VAULT_RECOVER: 'true',
    ALWAYS_READY_HTTP: '0',
    EVENTS_ENABLED: 'false',
  },
};

/** Each mistake that is refused before anything is made, and what of the refusal names the way out. */
export const refusals: Readonly<Record<string, { environment: Environment; says: string }>> = {
  'no name of a chat resource': { environment: without, says: 'Set ACS_NAME' },
  'no resource group of it': {
    environment: { ...without, ACS_NAME: 'our-chat' },
    says: 'Set ACS_RESOURCE_GROUP',
  },
  'an environment that ends in a full stop': {
    environment: { ...existing, AZURE_ENV_NAME: 'prod.' },
    says: 'choose another',
  },
  'an environment over 64 characters': {
    environment: { ...existing, AZURE_ENV_NAME: 'a'.repeat(65) },
    says: 'maximum allowable length is 64',
  },
  'a credential that does not exist': {
    environment: { ...existing, ACS_CREDENTIAL: 'password' },
    says: 'managed-identity',
  },
  'memory that Flex Consumption does not sell': {
    environment: { ...existing, INSTANCE_MEMORY_MB: '1024' },
    says: '2048',
  },
  'fewer instances than Flex Consumption takes': {
    environment: { ...existing, MAXIMUM_INSTANCES: '1' },
    says: '40',
  },
  'sources that are no JSON': {
    environment: { ...existing, WEBHOOK_SOURCES: 'default' },
    says: 'BCP186',
  },
  'an enforcement that does not exist': {
    environment: { ...existing, ENFORCEMENT: 'off' },
    says: 'dry-run',
  },
  'a fan-out of nobody': {
    environment: { ...existing, MAX_FANOUT: '0' },
    says: 'BCP328',
  },
  'a ready token that is to act as others': {
    environment: { ...existing, ACS_CREDENTIAL: 'access-token', ACS_ACTING_IDENTITY: 'participant' },
    says: 'ACS_ACTING_IDENTITY',
  },
};
