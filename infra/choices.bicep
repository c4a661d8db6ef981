// What whoever deploys may choose. Each value, its setting and its default: main.bicepparam.

@export()
@description('The Communication Services resource whose chats are moderated.')
type communicationChoice = {
  @description('How the app gets chat tokens: by a connection string or a ready token in Key Vault, or by its identity.')
  credential: 'connection-string' | 'managed-identity' | 'access-token'

  @description('Whether to make a resource instead of using an existing one.')
  create: bool

  @description('Name of the existing resource, or of the new one (empty: a name is made up).')
  @maxLength(63)
  name: string

  @description('Resource group of the existing resource.')
  @maxLength(90)
  resourceGroup: string

  @description('Where a new resource keeps its data. It cannot be changed later.')
  @minLength(2)
  dataLocation: string

  @description('As whom the app removes people from threads.')
  actingIdentity: 'moderator' | 'participant' | 'moderator-then-participant'
}

@export()
@description('Who may write the secrets.')
type deployerChoice = {
  @description('Object id of whoever deploys. Empty: nobody may.')
  @maxLength(36)
  principalId: string

  @description('Kind of that principal. Empty: Azure looks it up.')
  principalType: '' | 'User' | 'Group' | 'ServicePrincipal'
}

@export()
@description('How storage and vault are reached.')
type networkChoice = {
  @description('Whether through private endpoints only.')
  vnetEnabled: bool

  @description('Address space of the virtual network, /23 or larger.')
  @minLength(9)
  @maxLength(18)
  addressPrefix: string
}

@export()
@description('How storage keeps data, and what it logs.')
type storageChoice = {
  @description('Redundancy of the account.')
  sku: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS'

  @description('Whether each read, write and delete is logged, besides the metrics.')
  accessLogs: bool
}

@export()
@description('How long logs are kept, and how many.')
type logsChoice = {
  @description('Days that logs are kept.')
  @minValue(30)
  @maxValue(730)
  retentionInDays: int

  @description('Gigabytes a day after which no more logs are taken until the next day. -1: no limit.')
  @minValue(-1)
  dailyQuotaGb: int
}

@export()
@description('Instances of the app, and how much each takes.')
type scaleChoice = {
  @description('Memory of an instance, in MB.')
  memoryMb: 512 | 2048 | 4096

  @description('Most instances at once.')
  @minValue(40)
  @maxValue(1000)
  maximumInstances: int

  @description('Instances kept warm for HTTP, at a price even when idle. 0: none.')
  @minValue(0)
  @maxValue(20)
  alwaysReadyHttp: int

  @description('Requests that one instance takes at once.')
  @minValue(1)
  @maxValue(1000)
  httpConcurrency: int
}

@export()
@description('How long decisions are tried, and kept. Lengths of time are written 90s, 15m, 24h or 90d.')
type ledgerChoice = {
  @description('How long a decision is tried before it has failed.')
  @minLength(2)
  @maxLength(7)
  retryFor: string

  @description('How long a decision stays on record after its end, a week at least.')
  @minLength(2)
  @maxLength(7)
  retention: string

  @description('How long a decision is held for somebody to confirm it before it is rejected.')
  @minLength(2)
  @maxLength(7)
  holdFor: string
}

// What may be in an entry is said once, by the app, which names each mistake.
@export()
@description('A setting that is a list in JSON. What is no JSON is refused before anything is made.')
#disable-next-line use-user-defined-types
type jsonList = object[]

@export()
@description('What the app does of its own accord, and what it never does.')
type enforcementChoice = {
  @description('Whether decisions are carried out, only reported, or kept until it is on again.')
  mode: 'on' | 'dry-run' | 'paused'

  @description('Who is never removed. Empty: nobody but the identity that acts.')
  protectedParticipants: string

  @description('Most people that one decision or one clean-up may touch unasked. Null: as the app has it.')
  @minValue(1)
  @maxValue(99999)
  maxFanout: int?

  @description('Clean-ups on schedule.')
  cleanupRules: jsonList
}
