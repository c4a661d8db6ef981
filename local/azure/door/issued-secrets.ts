/** Everything that must never show up in a log, an error or a response: kept so that a test can search for it. */
export interface IssuedSecrets {
  /** Remembers a secret and returns it. */
  add(secret: string): string;
  list(): string[];
}

export function createIssuedSecrets(): IssuedSecrets {
  const secrets = new Set<string>();
  return {
    add: (secret) => {
      if (secret !== '') secrets.add(secret);
      return secret;
    },
    list: () => [...secrets],
  };
}
