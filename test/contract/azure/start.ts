import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type AzureOptions, type RunningAzure, startAzure } from '../../../local/azure/start-azure.ts';

/** One emulated Azure for a test file, as new before each test. Its members are read when a test runs. */
export function useAzure(options: AzureOptions = {}): { readonly azure: RunningAzure } {
  let running: RunningAzure | undefined;
  beforeAll(async () => {
    running = await startAzure(options);
    process.env.IDENTITY_ENDPOINT = running.identityEndpoint;
    process.env.IDENTITY_HEADER = running.identityHeader;
  });
  beforeEach(() => running?.reset());
  afterAll(() => running?.stop());
  return {
    get azure() {
      if (!running) throw new Error('Not started');
      return running;
    },
  };
}
