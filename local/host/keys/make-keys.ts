import { randomBytes } from 'node:crypto';

/** Key names to key values. */
export type NamedKeys = Record<string, string>;

export type HostKeys = {
  master: string;
  host: NamedKeys;
  /** By function name. */
  functions: Record<string, NamedKeys>;
  /** By extension; `eventgrid_extension` opens the webhook that Event Grid calls. */
  system: NamedKeys;
};

/** Completes the keys given with random ones: a master key, a `default` host key, one `default` a function, one for Event Grid. */
export function makeKeys(given: Partial<HostKeys>, functionNames: string[]): HostKeys {
  const functions = functionNames.map((name) => [name, given.functions?.[name] ?? { default: randomKey() }]);
  return {
    master: given.master ?? randomKey(),
    host: given.host ?? { default: randomKey() },
    functions: { ...given.functions, ...Object.fromEntries(functions) },
    system: { eventgrid_extension: randomKey(), ...given.system },
  };
}

/** As long as Azure's, in characters that need no escaping in a URL. */
const randomKey = () => randomBytes(40).toString('base64url');
