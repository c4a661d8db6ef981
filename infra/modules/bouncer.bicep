import {
  communicationChoice
  deployerChoice
  enforcementChoice
  jsonList
  ledgerChoice
  logsChoice
  networkChoice
  scaleChoice
  storageChoice
} from '../choices.bicep'
import { resourceNames } from '../names.bicep'
import { resourceTags } from 'tags.bicep'

@description('Azure region.')
param location string

@description('Names of what is made.')
param names resourceNames

@description('Tags of every resource.')
param tags resourceTags

@description('The Communication Services resource whose chats are moderated.')
param communication communicationChoice

@description('Who may write the secrets.')
param deployer deployerChoice

@description('How storage and vault are reached.')
param network networkChoice

@description('How storage keeps data, and what it logs.')
param storage storageChoice

@description('Whether to bring back a soft-deleted vault.')
param recoverVault bool

@description('How long logs are kept, and how many.')
param logs logsChoice

@description('Instances of the app, and how much each takes.')
param scale scaleChoice

@description('How long decisions are tried, and kept.')
param ledger ledgerChoice

@description('Who may send events.')
param sources jsonList

@description('What the app does of its own accord, and what it never does.')
param enforcement enforcementChoice

@description('Whether Event Grid tells the app who is added to a thread.')
param eventsEnabled bool

@description('Settings that are left out rather than empty.')
var chosen = union(
  empty(enforcement.protectedParticipants)
    ? {}
    : { PROTECTED_PARTICIPANTS: enforcement.protectedParticipants },
  empty(enforcement.cleanupRules) ? {} : { CLEANUP_RULES: string(enforcement.cleanupRules) },
  enforcement.?maxFanout == null ? {} : { MAX_FANOUT: string(enforcement.?maxFanout) }
)

// Plan and chat resource go first: a region without Flex Consumption, or a wrong name, then stops the deployment
// while there is nothing else to tidy up.
module plan 'plan.bicep' = {
  params: { name: names.plan, location: location, tags: tags }
}

module chat 'communication.bicep' = {
  params: { communication: communication, tags: tags }
}

module identity 'identity.bicep' = {
  params: { name: names.identity, location: location, tags: tags }
  dependsOn: [plan, chat]
}

module monitoring 'monitoring.bicep' = {
  params: { names: names, location: location, tags: tags, logs: logs }
  dependsOn: [plan, chat]
}

module secrets 'vault.bicep' = {
  params: {
    name: names.vault
    location: location
    tags: tags
    recover: recoverVault
    privateOnly: network.vnetEnabled
    workspaceId: monitoring.outputs.workspaceId
  }
}

module data 'storage.bicep' = {
  params: {
    names: names
    location: location
    tags: tags
    storage: storage
    privateOnly: network.vnetEnabled
    takesDeadLetters: eventsEnabled
    workspaceId: monitoring.outputs.workspaceId
  }
  // A vault name that is still soft-deleted is the likeliest to be refused of what is left.
  dependsOn: [secrets]
}

module roles 'roles.bicep' = {
  params: { names: names, deployer: deployer }
  dependsOn: [identity, monitoring, secrets, data]
}

module privately 'network.bicep' = if (network.vnetEnabled) {
  params: { names: names, location: location, tags: tags, addressPrefix: network.addressPrefix }
  dependsOn: [secrets, data]
}

module app 'function-app.bicep' = {
  params: {
    names: names
    location: location
    tags: tags
    planId: plan.outputs.id
    workspaceId: monitoring.outputs.workspaceId
    scale: scale
    subnetId: privately.?outputs.appSubnetId ?? ''
    settings: {
      ...chosen
      ACS_ACTING_IDENTITY: communication.actingIdentity
      ACS_CREDENTIAL: communication.credential
      ACS_ENDPOINT: chat.outputs.endpoint
      AZURE_CLIENT_ID: identity.outputs.clientId
      ENFORCEMENT: enforcement.mode
      KEY_VAULT_URL: secrets.outputs.url
      LEDGER_RETENTION: ledger.retention
      HOLD_FOR: ledger.holdFor
      RETRY_FOR: ledger.retryFor
      WEBHOOK_SOURCES: string(sources)
    }
  }
  dependsOn: [roles]
}

@description('URL of the app.')
output appUrl string = app.outputs.url

@description('Endpoint that chat calls go to.')
output communicationEndpoint string = chat.outputs.endpoint

@description('Resource id of the container for events that could not be delivered. Empty without events.')
output deadLettersId string = data.outputs.deadLettersId

@description('Client id of the app\'s identity.')
output identityClientId string = identity.outputs.clientId

@description('Object id of the app\'s identity.')
output identityPrincipalId string = identity.outputs.principalId

@description('URL of the Key Vault.')
output vaultUrl string = secrets.outputs.url
