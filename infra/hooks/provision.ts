import { parseArgs } from 'node:util';
import { projectFolder } from '../../local/packaging/bundle.ts';
import { azdEnvironment } from './azd-environment.ts';
import { azureAccess } from './azure-access.ts';
import { provisionApp } from './provision-app.ts';
import { provisionSettings } from './provision-settings.ts';
import { runHook } from './run-hook.ts';

const help = `npm run provision [-- OPTIONS]   puts the app's secrets into its Key Vault, and with managed-identity
                                    gives the app its role on the ACS resource; azd runs it after azd provision

  --moderator ID       the identity that acts: the one with which your backend creates its threads, 8:acs:…
                       (or azd env set ACS_MODERATOR_ID)
  --create-moderator   makes a new one, which then has to be added to each thread
                       (or azd env set ACS_CREATE_MODERATOR true)
  --dry-run            says what it would do, and does nothing
  --help               this text

What is there already is never overwritten, and no secret is printed.
`;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

await runHook(async () => {
  const { values: flags } = parseArgs({
    options: {
      moderator: { type: 'string' },
      'create-moderator': { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (flags.help) return print(help);
  const environment = await azdEnvironment(process.env, projectFolder);
  const settings = provisionSettings(environment, flags);
  const ports = { azure: azureAccess(environment), print };
  const dryRun = flags['dry-run'] ?? false;
  await provisionApp(settings, ports, dryRun);
});
