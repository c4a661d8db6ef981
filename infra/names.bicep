@export()
@description('Names of what is made, each within its limit, since none holds a name that a person chose.')
type resourceNames = {
  @description('At most 32: over that two apps could share a host id, and with it their locks.')
  @maxLength(32)
  app: string

  @description('A new Communication Services resource, unless it is given a name.')
  @maxLength(63)
  communication: string

  @description('The user-assigned identity.')
  @maxLength(128)
  identity: string

  @description('The Application Insights component.')
  @maxLength(255)
  insights: string

  @description('The blob container for events that could not be delivered. Lower case.')
  @maxLength(63)
  deadLetters: string

  @description('The virtual network. Its private endpoints are named for it.')
  @maxLength(60)
  network: string

  @description('The blob container that holds the app package. Lower case.')
  @maxLength(63)
  packages: string

  @description('The Flex Consumption plan.')
  @maxLength(40)
  plan: string

  @description('The storage account. Lower case letters and digits.')
  @maxLength(24)
  storage: string

  @description('The Event Grid system topic, which a hook makes.')
  @maxLength(50)
  topic: string

  @description('The Key Vault.')
  @maxLength(24)
  vault: string

  @description('The Log Analytics workspace.')
  @maxLength(63)
  workspace: string
}

@export()
@description('Names that are free wherever they must be, given a token that nobody else has.')
func namesFor(token string) resourceNames => {
  app: 'func-bouncer-${token}'
  communication: 'acs-bouncer-${token}'
  deadLetters: 'dead-letters'
  identity: 'id-bouncer-${token}'
  insights: 'appi-bouncer-${token}'
  network: 'vnet-bouncer-${token}'
  packages: 'app-package'
  plan: 'plan-bouncer-${token}'
  storage: 'stbouncer${token}'
  topic: 'egst-bouncer-${token}'
  vault: 'kv-bouncer-${token}'
  workspace: 'log-bouncer-${token}'
}
