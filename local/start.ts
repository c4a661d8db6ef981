import { parseArgs } from 'node:util';
import { startAzure } from './azure/start-azure.ts';
import { buildApp } from './build-app.ts';
import { startDocsPage } from './docs-page/start-docs-page.ts';
import { chosenSettings } from './stack/chosen-settings.ts';
import { describeStack, describeWithoutHost } from './stack/describe-stack.ts';
import { keepSourceSecrets } from './stack/keep-source-secrets.ts';
import { serveUntilStopped } from './stack/serve-until-stopped.ts';
import { writeStackFile } from './stack/stack-file.ts';
import { startStack } from './stack/start-stack.ts';
import { writeLocalSettings } from './stack/write-local-settings.ts';
import { startStorage } from './storage/start-storage.ts';

const help = `npm start [-- OPTIONS]   keeps the local stack running

  --port N          where the app listens (7071)
  --azure-port N    where the emulated Azure listens (7443)
  --docs-port N     where the page listens on which the API can be read and tried (7072)
  --app FOLDER      a built app to run, instead of building this one
  --without-host    starts emulated Azure and storage alone and writes settings for Core Tools (func start)
  --settings FILE   where to write them (local.settings.json)
  --stack FILE      where to write how to reach it, for npm run bouncer -- --local (.local/stack.json)
  --help            this text

0 for a port takes a free one. WEBHOOK_SOURCES, CLEANUP_RULES and the like are taken from the shell that it is started in.
`;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function start(): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: {
      port: text,
      'azure-port': text,
      'docs-port': text,
      app: text,
      settings: text,
      stack: text,
      'without-host': flag,
      help: flag,
    },
  });
  if (values.help) return print(help);

  await using started = new AsyncDisposableStack();
  const serve = () => {
    const running = started.move();
    return serveUntilStopped({ stop: () => running.disposeAsync() }, print);
  };
  const azurePort = Number(values['azure-port'] ?? 7443);
  const appRoot = values.app ?? (await buildApp());
  if (values['without-host']) {
    const azure = await startAzure({ port: azurePort, log: print });
    started.defer(azure.stop);
    const storage = await startStorage({ log: print });
    started.defer(storage.stop);
    const { connectionString: AzureWebJobsStorage } = storage;
    const settings = { ...azure.appSettings(), AzureWebJobsStorage };
    print(describeWithoutHost(azure, await writeLocalSettings(settings, values.settings)));
    return await serve();
  }
  const hostPort = Number(values.port ?? 7071);
  const settings = chosenSettings(process.env);
  const stack = await startStack({ appRoot, azurePort, hostPort, settings, log: print });
  started.defer(stack.stop);
  const secrets = keepSourceSecrets(settings.WEBHOOK_SOURCES, stack.azure);
  const docs = await startDocsPage(stack, Number(values['docs-port'] ?? 7072));
  started.defer(docs.stop);
  started.defer(await writeStackFile(stack, values.stack));
  print(describeStack(stack, values.stack && `--stack '${values.stack}'`, secrets));
  print(`Read the API, and try it, in a browser: ${docs.url}\n`);
  return await serve();
}

await start().catch((error: NodeJS.ErrnoException & { port?: number }) => {
  const taken = `Port ${error.port} is taken; choose another with --port, --azure-port or --docs-port.`;
  process.stderr.write(`${error.code === 'EADDRINUSE' ? taken : error.message}\n`);
  process.exitCode = 1;
});
