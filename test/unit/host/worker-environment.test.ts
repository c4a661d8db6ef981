import { expect, it } from 'vitest';
import { workerEnvironment } from '../../../local/host/worker-link/worker-environment.ts';

it('takes what a process needs, and the settings, which win', () => {
  const own = {
    PATH: '/bin',
    SystemRoot: 'C:\\Windows',
    NODE_OPTIONS: '--inspect',
    AZURE_CLIENT_ID: 'mine',
    HOME: '/root',
  };
  expect(workerEnvironment({ HOME: '/app', OWN: 'x' }, own)).toEqual({
    PATH: '/bin',
    SystemRoot: 'C:\\Windows',
    HOME: '/app',
    OWN: 'x',
  });
});
