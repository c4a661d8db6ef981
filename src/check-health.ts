import { ConfigError } from './config-error.ts';
import { requireEverySourcesKeys } from './intake/signing-keys.ts';
import { requireSchedules } from './moderation/cleanup/require-schedules.ts';
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
  ledger: notOverdue,
  sources: ({ sources, sourceSecret }, signal) => requireEverySourcesKeys(sources, sourceSecret, signal),
  cleanups: ({ rules }) => requireSchedules(rules),
};

/** Recovery takes no longer than this; what is overdue for longer, nobody is looking after. */
const overdueMs = 2 * 60_000;

async function notOverdue({ ledger }: Services, signal: AbortSignal): Promise<void> {
  const due = await ledger.oldestOverdue(signal);
  if (due === undefined || ledger.now() - due < overdueMs) return;
  throw new UpstreamError({
    upstream: 'storage',
    code: 'Overdue',
    message: `A decision has been overdue since ${new Date(due).toISOString()}.`,
    retryable: true,
    hint: 'See whether the functions sweep and enforce run, and what their log says.',
  });
}

/** Looks whether configuration, secrets, token and storage are in order and nothing is overdue. Never throws. */
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
    if (error instanceof ConfigError) return { ok: false, faults: error.faults };
    return { ok: false, faults: ['It took too long.'] };
  }
}
