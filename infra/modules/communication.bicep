// Deployed beside the app even where the chat resource is elsewhere: to read is all the right it needs there.

import { communicationChoice } from '../choices.bicep'
import { resourceTags } from 'tags.bicep'

@description('The Communication Services resource whose chats are moderated.')
param communication communicationChoice

@description('Tags of every resource.')
param tags resourceTags

resource existingOne 'Microsoft.Communication/communicationServices@2025-09-01' existing = if (!communication.create) {
  scope: resourceGroup(communication.resourceGroup)
  name: communication.name
}

resource newOne 'Microsoft.Communication/communicationServices@2025-09-01' = if (communication.create) {
  name: communication.name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: communication.dataLocation
  }
}

@description('Endpoint that chat calls go to.')
output endpoint string = 'https://${communication.create ? newOne!.properties.hostName : existingOne!.properties.hostName}'
