import { ConfigError } from './config.ts';
import { type Services, services } from './services.ts';
import { UpstreamError } from './upstream/upstream-error.ts';

/** One thing the app needs, and whether it has it. */
interface Check {
  readonly ok: boolean;
  /** What is wrong, and what to do about it; nothing when all is well. */
  readonly faults?: readonly string[];
  readonly hint?: string;
}

/** The state of everything the app needs, by name. */
export interface Health {
  readonly healthy: boolean;
  readonly checks: Readonly<Record<string, Check>>;
}

/** What is looked at, in the order in which one needs the other. */
const checks: Readonly<Record<string, (services: Services, signal: AbortSignal) => Promise<unknown>>> = {
  moderator: ({ policy }, signal) => policy(signal),
  token: ({ tokens }, signal) => tokens.get(signal),
};

/** Looks whether the configuration is valid, and secrets and a token for ACS Chat can be had. Never throws. */
export async function checkHealth(signal: AbortSignal): Promise<Health> {
  const house = build();
  if ('fault' in house) return { healthy: false, checks: { configuration: house.fault } };

  const looked = Object.entries(checks).map(
    async ([name, look]) => [name, await outcomeOf(() => look(house.services, signal))] as const,
  );
  const results = { configuration: { ok: true }, ...Object.fromEntries(await Promise.all(looked)) };
  return { healthy: Object.values(results).every(({ ok }) => ok), checks: results };
}

function build(): { services: Services } | { fault: Check } {
  try {
    return { services: services() };
  } catch (error) {
    if (error instanceof ConfigError) return { fault: { ok: false, faults: error.faults } };
    throw error;
  }
}

async function outcomeOf(look: () => Promise<unknown>): Promise<Check> {
  try {
    await look();
    return { ok: true };
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, faults: [error.message], hint: error.hint };
    return { ok: false, faults: ['It took too long.'] };
  }
}
