import { logsChoice } from '../choices.bicep'
import { resourceNames } from '../names.bicep'
import { resourceTags } from 'tags.bicep'

@description('Names of what is made.')
param names resourceNames

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags resourceTags

@description('How long logs are kept, and how many.')
param logs logsChoice

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: names.workspace
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logs.retentionInDays
    workspaceCapping: {
      dailyQuotaGb: logs.dailyQuotaGb
    }
    features: {
      disableLocalAuth: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: names.insights
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id
