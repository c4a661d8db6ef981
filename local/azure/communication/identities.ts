import { randomUUID } from 'node:crypto';

/** The identities made by one ACS resource. */
export interface AcsIdentities {
  /** @returns its rawId, `8:acs:{resource}_{user}` */
  create(): string;
  /** @returns false when there is none */
  delete(rawId: string): boolean;
  /** False for deleted ones and those of other resources. */
  has(rawId: string): boolean;
  list(): string[];
}

export function createAcsIdentities(resourceId: string): AcsIdentities {
  const identities = new Set<string>();
  return {
    create: () => {
      const rawId = `8:acs:${resourceId}_${randomUUID()}`;
      identities.add(rawId);
      return rawId;
    },
    delete: (rawId) => identities.delete(rawId),
    has: (rawId) => identities.has(rawId),
    list: () => [...identities],
  };
}
