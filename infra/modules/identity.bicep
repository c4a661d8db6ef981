import { resourceTags } from 'tags.bicep'

@description('Name of the user-assigned identity.')
@minLength(3)
@maxLength(128)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags resourceTags

// User-assigned, because its roles can be granted before the app first starts.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Client id, by which the app picks this identity.')
output clientId string = identity.properties.clientId

@description('Object id, which roles are granted to.')
output principalId string = identity.properties.principalId
