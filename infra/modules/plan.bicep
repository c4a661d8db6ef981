import { resourceTags } from 'tags.bicep'

@description('Name of the Flex Consumption plan.')
@minLength(1)
@maxLength(40)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags resourceTags

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

@description('Resource id of the plan.')
output id string = plan.id
