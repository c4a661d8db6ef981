import { parseArgs } from 'node:util';
import { projectFolder } from '../../local/packaging/bundle.ts';
import { systemClock } from '../../src/clock.ts';
import { awaitApp } from './await-app.ts';
import { azdEnvironment } from './azd-environment.ts';
import { azureAccess } from './azure-access.ts';
import { eventSettings } from './event-settings.ts';
import { HookError } from './hook-error.ts';
import { nextSteps } from './next-steps.ts';
import { requireSettings } from './require-settings.ts';
import { runHook } from './run-hook.ts';
import { subscribeToEvents } from './subscribe-to-events.ts';

const help = `npm run postdeploy [-- OPTIONS]   says where the app is and how to send to it, and has Event Grid tell the app
                                     who is added to a thread; azd runs it after azd deploy

  --dry-run   does not ask the app whether it answers, and says of Event Grid what it would do
  --help      this text

What is there already stays as it is, and no key is printed.
`;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

await runHook(async () => {
  const flag = { type: 'boolean' } as const;
  const { values: flags } = parseArgs({ options: { 'dry-run': flag, help: flag } });
  if (flags.help) return print(help);
  const environment = await azdEnvironment(process.env, projectFolder);
  const given = requireSettings(environment, [
    'AZURE_SUBSCRIPTION_ID',
    'AZURE_RESOURCE_GROUP',
    'AZURE_FUNCTION_APP_NAME',
    'AZURE_FUNCTION_APP_URL',
    'APPLICATIONINSIGHTS_NAME',
    'KEY_VAULT_NAME',
  ]);
  const url = given.AZURE_FUNCTION_APP_URL.replace(/\/+$/, '');
  print(
    nextSteps({
      subscriptionId: given.AZURE_SUBSCRIPTION_ID,
      resourceGroup: given.AZURE_RESOURCE_GROUP,
      app: given.AZURE_FUNCTION_APP_NAME,
      url,
      vault: given.KEY_VAULT_NAME,
      insights: given.APPLICATIONINSIGHTS_NAME,
    }),
  );
  const trouble = flags['dry-run'] ? undefined : await awaitApp(`${url}/api/health`, systemClock);
  if (trouble) {
    const logs = `see the logs of ${given.AZURE_FUNCTION_APP_NAME}, then azd deploy again`;
    throw new HookError(`${trouble}, where a call without a key should be answered 401: ${logs}.`);
  }
  const ports = { azure: azureAccess(environment), print, clock: systemClock };
  await subscribeToEvents(eventSettings(environment), ports, flags['dry-run'] ?? false);
});
