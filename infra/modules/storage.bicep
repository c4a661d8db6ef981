import { storageChoice } from '../choices.bicep'
import { resourceNames } from '../names.bicep'
import { resourceTags } from 'tags.bicep'

@description('Names of what is made.')
param names resourceNames

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags resourceTags

@description('How storage keeps data, and what it logs.')
param storage storageChoice

@description('Whether only private endpoints may reach the account.')
param privateOnly bool

@description('Whether Event Grid leaves here what it could not deliver.')
param takesDeadLetters bool

@description('Workspace that takes the diagnostics.')
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: names.storage
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: storage.sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Event Grid comes from outside of any network, as a service that Azure trusts and as the topic's own identity.
    // That exception holds only where the public endpoint is on; with no other rule, nobody else passes it:
    // https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services
    publicNetworkAccess: privateOnly && !takesDeadLetters ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: privateOnly && takesDeadLetters ? 'AzureServices' : 'None'
      defaultAction: privateOnly ? 'Deny' : 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: names.packages
  properties: {
    publicAccess: 'None'
  }
}

resource deadLetters 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = if (takesDeadLetters) {
  parent: blobs
  name: names.deadLetters
  properties: {
    publicAccess: 'None'
  }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

module diagnostics 'storage-diagnostics.bicep' = {
  params: {
    accountName: account.name
    workspaceId: workspaceId
    accessLogs: storage.accessLogs
  }
  dependsOn: [blobs, queues, tables]
}

@description('Resource id of the container for events that could not be delivered. Empty without events.')
output deadLettersId string = takesDeadLetters ? deadLetters.id : ''
