import { randomBytes } from 'node:crypto';
import type { IssuedSecrets } from '../door/issued-secrets.ts';

export type KeyName = 'primary' | 'secondary';

/** The two access keys of the resource. */
export interface AccessKeys {
  get(name: KeyName): string;
  all(): string[];
  /** @returns the key that no longer holds */
  rotate(name: KeyName): string;
}

export function createAccessKeys(issued: IssuedSecrets): AccessKeys {
  const make = (): string => issued.add(randomBytes(64).toString('base64'));
  const keys: Record<KeyName, string> = { primary: make(), secondary: make() };
  return {
    get: (name) => keys[name],
    all: () => Object.values(keys),
    rotate: (name) => {
      const old = keys[name];
      keys[name] = make();
      return old;
    },
  };
}
