import { resourceNames } from '../names.bicep'
import { resourceTags } from 'tags.bicep'

@description('Names of what is made.')
param names resourceNames

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags resourceTags

@description('Address space, /23 or larger.')
param addressPrefix string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: names.network
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
  }
}

resource appSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'app'
  properties: {
    addressPrefix: cidrSubnet(addressPrefix, 24, 0)
    delegations: [
      {
        name: 'flex-consumption'
        properties: {
          serviceName: 'Microsoft.App/environments'
        }
      }
    ]
  }
}

resource endpointSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'private-endpoints'
  properties: {
    addressPrefix: cidrSubnet(addressPrefix, 24, 1)
    defaultOutboundAccess: false
  }
  // Azure changes one subnet of a network at a time.
  dependsOn: [appSubnet]
}

module endpoints 'private-endpoints.bicep' = {
  params: {
    names: names
    location: location
    tags: tags
    networkId: network.id
    subnetId: endpointSubnet.id
  }
}

@description('Subnet that the app sends from.')
output appSubnetId string = appSubnet.id
