import { parseTimeSpan } from './parse-time-span.ts';

/** What this host obeys of host.json. */
export type HostSettings = {
  routePrefix: string;
  /** Infinity if not set: Azure then has no limit of its own either, except on Windows Consumption. */
  maxConcurrentRequests: number;
  logLevels: Record<string, string>;
  /** The `extensions` section, for triggers that have settings of their own. */
  extensions: Record<string, unknown>;
  /** How long a timer's lease lasts without renewal, and how often a host without it asks for it, in ms. */
  leaseMs: number;
  leaseRetryMs: number;
  /** Why the host cannot run with this file. */
  problem: string | undefined;
};

type Section = Record<string, unknown>;

const bundles = /^Microsoft\.Azure\.Functions\.ExtensionBundle(\.Preview|\.Experimental|\.Workflows)?$/;
const versionRange = /^[[(]\s*\d+[\d.*]*\s*(,\s*\d*[\d.*]*\s*)?[\])]$/;
/** .NET's TimeSpan, or whole days (-1 means no limit). */
const timeSpan = /^-?(?:\d+|(?:\d+\.)?\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)$/;

/** Faults with which the real host listens and answers every request 503, silently on its console. */
const problems: { found(file: Section): boolean; says: string }[] = [
  { found: (file) => file.version !== '2.0', says: 'host.json must say "version": "2.0".' },
  {
    found: ({ functionTimeout: time }) => isSet(time) && !timeSpan.test(String(time)),
    says: 'host.json: functionTimeout is not a time span.',
  },
  {
    found: ({ extensionBundle: bundle }) => isSet(bundle) && !bundles.test(String(section(bundle).id)),
    says: 'host.json: there is no such extension bundle.',
  },
  {
    found: ({ extensionBundle: bundle }) =>
      isSet(bundle) && !versionRange.test(String(section(bundle).version)),
    says: 'host.json: the extension bundle has no version range.',
  },
];

/**
 * Checks a parsed host.json and takes the settings from it. Keys it does not know pass, as in Azure.
 *
 * @throws for a route prefix or a number under `extensions.http` that ends the real host's process
 */
export function checkHostJson(json: unknown): HostSettings {
  const file = section(json);
  const extensions = section(file.extensions);
  const http = section(extensions.http);
  limit(http.maxOutstandingRequests, 'maxOutstandingRequests');
  return {
    routePrefix: routePrefix(http.routePrefix),
    maxConcurrentRequests: limit(http.maxConcurrentRequests, 'maxConcurrentRequests'),
    logLevels: stringsOf(section(file.logging).logLevel),
    extensions,
    leaseMs: period(file.singleton, 'listenerLockPeriod'),
    leaseRetryMs: period(file.singleton, 'listenerLockRecoveryPollingInterval'),
    problem: problems.find(({ found }) => found(file))?.says,
  };
}

/** A minute is Azure's: https://learn.microsoft.com/azure/azure-functions/functions-host-json#singleton */
const period = (singleton: unknown, name: string): number =>
  parseTimeSpan(String(section(singleton)[name] ?? '')) ?? 60_000;

const isSet = (value: unknown) => value !== undefined && value !== null;

const section = (value: unknown): Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Section) : {};

const stringsOf = (value: unknown) =>
  Object.fromEntries(Object.entries(section(value)).map(([name, level]) => [name, String(level)]));

function routePrefix(value: unknown): string {
  const prefix = isSet(value) ? String(value) : 'api';
  if (/^\/|\/$/.test(prefix)) throw new Error(`host.json: "${prefix}" cannot be the routePrefix.`);
  return prefix;
}

function limit(value: unknown, name: string): number {
  const number = isSet(value) ? Number(value) : -1;
  if (!Number.isInteger(number)) throw new Error(`host.json: extensions.http.${name} is not a number.`);
  return number < 0 ? Number.POSITIVE_INFINITY : number;
}
