import { randomUUID } from 'node:crypto';

/**
 * What a managed identity may do in the emulated subscription. `communication` is for the data of the ACS resource,
 * the two others of that name for the resource itself; the last four are asked for by Azure Resource Manager.
 */
export type Right =
  | 'secrets.get'
  | 'secrets.list'
  | 'secrets.set'
  | 'communication'
  | 'communication.read'
  | 'communication.listKeys'
  | 'eventGrid.read'
  | 'eventGrid.write'
  | 'functions.read'
  | 'roleAssignments';

/** The client id of the system-assigned identity: fixed, so that its tokens outlive a restart of the stack. */
export const SYSTEM_CLIENT_ID = '5e1f0000-0000-4000-8000-000000000001';

const USUAL_RIGHTS: readonly Right[] = ['secrets.get', 'communication'];

export interface ManagedIdentity {
  readonly clientId: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly rights: Set<Right>;
}

export interface ManagedIdentities {
  /** A user-assigned identity; with what the system-assigned one has, unless told otherwise. */
  addUserAssigned(options?: { clientId?: string; rights?: readonly Right[] }): ManagedIdentity;
  /** By client id, or `system`. @throws when there is none */
  allow(who: string, ...rights: Right[]): void;
  /** By client id, or `system`. @throws when there is none */
  deny(who: string, ...rights: Right[]): void;
  list(): ManagedIdentity[];
  /** @returns undefined for an identity that is not assigned to this app */
  find(by: { clientId?: string; principalId?: string; resourceId?: string }): ManagedIdentity | undefined;
  reset(): void;
}

export function createManagedIdentities(): ManagedIdentities {
  let identities: ManagedIdentity[] = [];
  const find: ManagedIdentities['find'] = (by) =>
    identities.find((one) =>
      Object.entries(by).every(
        ([key, value]) => `${one[key as keyof typeof by]}`.toLowerCase() === value.toLowerCase(),
      ),
    );
  const named = (who: string): ManagedIdentity => {
    const found = find({ clientId: who === 'system' ? SYSTEM_CLIENT_ID : who });
    if (!found) throw new Error(`No managed identity ${who}`);
    return found;
  };
  const add = (clientId: string, rights: readonly Right[]): ManagedIdentity => {
    const resourceId = `/subscriptions/local/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${clientId}`;
    const made = { clientId, principalId: randomUUID(), resourceId, rights: new Set(rights) };
    identities.push(made);
    return made;
  };
  const reset = (): void => {
    identities = [];
    add(SYSTEM_CLIENT_ID, USUAL_RIGHTS);
  };
  reset();
  return {
    addUserAssigned: ({ clientId = randomUUID(), rights = USUAL_RIGHTS } = {}) => add(clientId, rights),
    allow: (who, ...rights) => {
      for (const right of rights) named(who).rights.add(right);
    },
    deny: (who, ...rights) => {
      for (const right of rights) named(who).rights.delete(right);
    },
    list: () => [...identities],
    find,
    reset,
  };
}
