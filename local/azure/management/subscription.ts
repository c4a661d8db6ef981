/** The one subscription there is, and what is in it; names are fixed, for they are no secret. */
export const SUBSCRIPTION = {
  id: '10ca1000-0000-4000-8000-00000000000a',
  /** The group that the ACS resource is in. */
  resourceGroup: 'rg-chat',
  communicationName: 'acs-chat',
} as const;
