import { randomBytes } from 'node:crypto';
import type { IssuedSecrets } from '../door/issued-secrets.ts';

export interface SecretVersion {
  readonly name: string;
  readonly version: string;
  readonly value: string;
  readonly contentType?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Unix seconds. */
  readonly created: number;
  updated: number;
  enabled: boolean;
}

export interface SecretOptions {
  readonly contentType?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly enabled?: boolean;
  /** For a name or an id that happens to be kept in the vault: it may appear in logs, so nobody searches for it. */
  readonly harmless?: true;
}

/** One key vault, for those who stand beside it; `secret-routes.ts` is its HTTP face. */
export interface Vault {
  /** @returns the new version; older ones stay readable by theirs */
  setSecret(name: string, value: string, options?: SecretOptions): string;
  /** Gone, with its name free again. */
  deleteSecret(name: string): void;
  /** Gone, but its name stays taken, as in every vault of today. */
  softDeleteSecret(name: string): void;
  isSoftDeleted(name: string): boolean;
  /** Of one version, or of the newest. */
  setEnabled(name: string, enabled: boolean, version?: string): void;
  /** One version, or the newest. */
  find(name: string, version?: string): SecretVersion | undefined;
  names(): string[];
  reset(): void;
}

export function createVault(now: () => number, issued: IssuedSecrets): Vault {
  const secrets = new Map<string, SecretVersion[]>(); // oldest first; names are the same in either case
  const softDeleted = new Set<string>();
  const find: Vault['find'] = (name, version) => {
    const versions = secrets.get(name.toLowerCase()) ?? [];
    return version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);
  };
  const seconds = (): number => Math.floor(now() / 1000);
  return {
    setSecret: (name, value, { contentType, tags = {}, enabled = true, harmless } = {}) => {
      if (!harmless) issued.add(value);
      const version = randomBytes(16).toString('hex');
      const versions = secrets.get(name.toLowerCase()) ?? [];
      const times = { created: seconds(), updated: seconds() };
      versions.push({
        name,
        version,
        value,
        tags,
        enabled,
        ...times,
        ...(contentType ? { contentType } : {}),
      });
      secrets.set(name.toLowerCase(), versions);
      return version;
    },
    deleteSecret: (name) => {
      secrets.delete(name.toLowerCase());
    },
    softDeleteSecret: (name) => {
      secrets.delete(name.toLowerCase());
      softDeleted.add(name.toLowerCase());
    },
    isSoftDeleted: (name) => softDeleted.has(name.toLowerCase()),
    setEnabled: (name, enabled, version) => {
      const found = find(name, version);
      if (!found) throw new Error(`No secret ${name}`);
      Object.assign(found, { enabled, updated: seconds() });
    },
    find,
    names: () => [...secrets.values()].map((versions) => versions[0]?.name ?? ''),
    reset: () => {
      secrets.clear();
      softDeleted.clear();
    },
  };
}
