@description('Name of the Communication Services resource.')
@minLength(1)
@maxLength(63)
param communicationName string

@description('Object id of the app\'s identity.')
@minLength(36)
@maxLength(36)
param principalId string

// The narrowest data-plane role there is:
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/integration
@description('Communication and Email Service Owner.')
var roleId = '09976791-48a7-449e-bb21-39d1a415f350'

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationName
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: communication
  // Named for the object id: the resource may outlive this app, and an assignment that a former identity
  // left behind cannot be given to a new one under the same name.
  name: guid(communication.id, principalId, roleId)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
  }
}
