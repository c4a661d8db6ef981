// The compiled template, so that what is deployed is what was reviewed and tested, whichever compiler azd brings.
using 'main.json'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

param communication = {
  credential: readEnvironmentVariable('ACS_CREDENTIAL', 'connection-string')
  create: bool(readEnvironmentVariable('ACS_CREATE', 'false'))
  name: readEnvironmentVariable('ACS_NAME', '')
  resourceGroup: readEnvironmentVariable('ACS_RESOURCE_GROUP', '')
  dataLocation: readEnvironmentVariable('ACS_DATA_LOCATION', 'United States')
  actingIdentity: readEnvironmentVariable('ACS_ACTING_IDENTITY', 'moderator')
}

param deployer = {
  principalId: readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
  principalType: readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', '')
}

param network = {
  vnetEnabled: bool(readEnvironmentVariable('VNET_ENABLED', 'false'))
  addressPrefix: readEnvironmentVariable('VNET_ADDRESS_PREFIX', '10.0.0.0/16')
}

param storage = {
  sku: readEnvironmentVariable('STORAGE_SKU', 'Standard_LRS')
  accessLogs: bool(readEnvironmentVariable('STORAGE_ACCESS_LOGS', 'false'))
}

param recoverVault = bool(readEnvironmentVariable('KEY_VAULT_RECOVER', 'false'))

param logs = {
  retentionInDays: int(readEnvironmentVariable('LOG_RETENTION_DAYS', '30'))
  dailyQuotaGb: int(readEnvironmentVariable('LOG_DAILY_QUOTA_GB', '-1'))
}

param scale = {
  memoryMb: json(readEnvironmentVariable('INSTANCE_MEMORY_MB', '2048'))
  maximumInstances: int(readEnvironmentVariable('MAXIMUM_INSTANCES', '40'))
  alwaysReadyHttp: int(readEnvironmentVariable('ALWAYS_READY_HTTP', '1'))
  httpConcurrency: int(readEnvironmentVariable('HTTP_CONCURRENCY', '16'))
}

param ledger = {
  retryFor: readEnvironmentVariable('RETRY_FOR', '24h')
  retention: readEnvironmentVariable('LEDGER_RETENTION', '90d')
  holdFor: readEnvironmentVariable('HOLD_FOR', '7d')
}

param sources = json(readEnvironmentVariable(
  'WEBHOOK_SOURCES',
  '[{"name":"default","format":"native","signature":"standard-webhooks"}]'
))

param enforcement = {
  mode: readEnvironmentVariable('ENFORCEMENT', 'on')
  protectedParticipants: readEnvironmentVariable('PROTECTED_PARTICIPANTS', '')
  maxFanout: json(readEnvironmentVariable('MAX_FANOUT', 'null'))
  cleanupRules: json(readEnvironmentVariable('CLEANUP_RULES', '[]'))
}

param eventsEnabled = bool(readEnvironmentVariable('EVENTS_ENABLED', 'true'))
