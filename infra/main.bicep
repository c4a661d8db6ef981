targetScope = 'subscription'

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
} from 'choices.bicep'
import { namesFor } from 'names.bicep'

@description('Name of the azd environment. The resource group and a tag are named for it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Azure region, one with Flex Consumption: az functionapp list-flexconsumption-locations')
@minLength(1)
param location string

@description('The Communication Services resource whose chats are moderated.')
param communication communicationChoice

@description('Who may write the secrets.')
param deployer deployerChoice

@description('How storage and vault are reached.')
param network networkChoice

@description('How storage keeps data, and what it logs.')
param storage storageChoice

@description('Whether to bring back the soft-deleted vault of a former environment of this name.')
param recoverVault bool

@description('How long logs are kept, and how many.')
param logs logsChoice

@description('Instances of the app, and how much each takes.')
param scale scaleChoice

@description('How long decisions are tried, and kept.')
param ledger ledgerChoice

@description('Who may send events. It names secrets, and holds none.')
param sources jsonList

@description('What the app does of its own accord, and what it never does.')
param enforcement enforcementChoice

@description('Whether Event Grid tells the app who is added to a thread. A hook subscribes to it once the code is there.')
param eventsEnabled bool

// fail() is evaluated before anything is made: https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-flow-control
@description('Name of the Communication Services resource.')
var communicationName = communication.create && empty(communication.name)
  ? names.communication
  : !empty(communication.name)
      ? communication.name
      : fail('Set ACS_NAME and ACS_RESOURCE_GROUP to your Communication Services resource, or ACS_CREATE=true to make one')

@description('Its resource group.')
var communicationGroup = communication.create
  ? groupName
  : !empty(communication.resourceGroup)
      ? communication.resourceGroup
      : fail('Set ACS_RESOURCE_GROUP to the resource group of your Communication Services resource')

@description('A ready token is of one identity: it gives no tokens of others.')
var actingIdentity = communication.credential == 'access-token' && communication.actingIdentity != 'moderator'
  ? fail('ACS_CREDENTIAL=access-token can act as the moderator only: leave ACS_ACTING_IDENTITY out, or use another credential')
  : communication.actingIdentity

@description('Azure refuses a resource group whose name ends in a full stop; azd takes such an environment.')
var groupName = endsWith(environmentName, '.')
  ? fail('The name of the environment ends in a full stop, which no resource group may: choose another')
  : 'rg-${environmentName}'

@description('Names of what is made.')
var names = namesFor(uniqueString(subscription().id, environmentName, location))

@description('Tags of every resource.')
var tags = {
  app: 'chat-bouncer'
  'azd-env-name': environmentName
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: groupName
  location: location
  tags: tags
}

module bouncer 'modules/bouncer.bicep' = {
  scope: group
  params: {
    location: location
    names: names
    tags: tags
    communication: {
      ...communication
      name: communicationName
      resourceGroup: communicationGroup
      actingIdentity: actingIdentity
    }
    deployer: deployer
    network: network
    storage: storage
    recoverVault: recoverVault
    logs: logs
    scale: scale
    ledger: ledger
    sources: sources
    enforcement: enforcement
    eventsEnabled: eventsEnabled
  }
}

@description('Resource group of all that was made.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the app.')
output AZURE_FUNCTION_APP_NAME string = names.app

@description('URL of the app.')
output AZURE_FUNCTION_APP_URL string = bouncer.outputs.appUrl

@description('Client id of the app\'s identity. Not AZURE_CLIENT_ID: azd hands outputs to its hooks, and there that name means the client to sign in as.')
output BOUNCER_CLIENT_ID string = bouncer.outputs.identityClientId

@description('Object id of the app\'s identity.')
output BOUNCER_PRINCIPAL_ID string = bouncer.outputs.identityPrincipalId

@description('Name of the Key Vault.')
output KEY_VAULT_NAME string = names.vault

@description('URL of the Key Vault.')
output KEY_VAULT_URL string = bouncer.outputs.vaultUrl

@description('Name of the Communication Services resource.')
output ACS_NAME string = communicationName

@description('Its resource group.')
output ACS_RESOURCE_GROUP string = communicationGroup

@description('Its endpoint.')
output ACS_ENDPOINT string = bouncer.outputs.communicationEndpoint

@description('How the app gets chat tokens.')
output ACS_CREDENTIAL string = communication.credential

@description('Name of the Application Insights component, where the logs are.')
output APPLICATIONINSIGHTS_NAME string = names.insights

@description('Whether Event Grid is to tell the app who is added to a thread: true or false.')
output EVENTS_ENABLED string = eventsEnabled ? 'true' : 'false'

@description('Name of the system topic that a hook makes, unless the Communication Services resource has one.')
output EVENTS_TOPIC_NAME string = names.topic

@description('Resource id of the container for events that could not be delivered. Empty without events.')
output EVENTS_DEAD_LETTERS string = bouncer.outputs.deadLettersId
