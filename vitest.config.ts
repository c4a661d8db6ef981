import { defineConfig } from 'vitest/config';
import { NAMES_URL } from './local/azure/app-settings.ts';
import { ensureCertificates } from './local/azure/certificates.ts';

// Node reads this once, as it starts: so it must be there before the workers are forked.
process.env.NODE_EXTRA_CA_CERTS = (await ensureCertificates()).caFile;

/** One project a kind of test; `npm run check` runs `unit` alone, `npm test` runs all of them. */
const project = (name: string, options: Record<string, unknown> = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 10_000, ...options },
});

/** These start servers and processes of their own, and reach the emulated Azure by its names. */
const withServers = {
  pool: 'forks',
  execArgv: [`--import=${NAMES_URL}`],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  teardownTimeout: 20_000,
};

export default defineConfig({
  test: {
    // By default one less than there are cores: of two, one would wait for servers most of the time.
    maxWorkers: '100%',
    projects: [
      // Pure rules have no state that one file could leave to another; a worker for each costs more than the tests do.
      project('unit', { isolate: false }),
      project('contract', withServers),
      project('integration', { ...withServers, globalSetup: 'test/integration/build-app-once.ts' }),
      project('e2e', { ...withServers, globalSetup: 'test/integration/build-app-once.ts' }),
    ],
  },
});
