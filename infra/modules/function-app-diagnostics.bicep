@description('Name of the app.')
@minLength(2)
@maxLength(32)
param appName string

@description('Workspace that takes the diagnostics.')
param workspaceId string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

// The stable version is of 2016 and knows no category groups.
#disable-next-line use-recent-api-versions
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}
