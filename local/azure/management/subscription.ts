/** The one subscription there is, and what is in it; names are fixed, for they are no secret. */
export const SUBSCRIPTION = {
  id: '10ca1000-0000-4000-8000-00000000000a',
  /** The group that the ACS resource is in. */
  resourceGroup: 'rg-chat',
  communicationName: 'acs-chat',
  /** The group that the app is in. */
  appGroup: 'rg-moderation',
  appName: 'func-bouncer',
} as const;

/** The resource id of something in a group of the subscription; `rest` begins with the name of a provider. */
export const resourceIdIn = (group: string, rest: string): string =>
  `/subscriptions/${SUBSCRIPTION.id}/resourceGroups/${group}/providers/${rest}`;

/** The resource id of the ACS resource. */
export const COMMUNICATION_ID = resourceIdIn(
  SUBSCRIPTION.resourceGroup,
  `Microsoft.Communication/communicationServices/${SUBSCRIPTION.communicationName}`,
);

/** Names and ids in Azure are the same in either case. */
export const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
