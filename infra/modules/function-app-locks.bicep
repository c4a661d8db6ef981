// Deployment signs in with Entra; the passwords that an app has besides are switched off.

@description('Name of the app.')
@minLength(2)
@maxLength(32)
param appName string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}
