import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { seatPeople } from '../../local/stack/seat-people.ts';
import { type Stack, startStack } from '../../local/stack/start-stack.ts';
import { runScript } from './run-script.ts';

let folder: string;
let stack: Stack | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-bouncer-hooks-'));
});
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
  await rm(folder, { recursive: true, force: true });
});

const outputs = {
  AZURE_ENV_NAME: 'none',
  AZURE_SUBSCRIPTION_ID: '33333333-3333-4333-8333-333333333333',
  AZURE_RESOURCE_GROUP: 'rg-demo',
  AZURE_FUNCTION_APP_NAME: 'func-demo',
  APPLICATIONINSIGHTS_NAME: 'appi-demo',
  EVENTS_ENABLED: 'false',
  KEY_VAULT_NAME: 'kv-demo',
};
const hook = (name: string, args: string[], env: Record<string, string> = {}) =>
  runScript(`infra/hooks/${name}.ts`, args, { ...outputs, ...env });

describe('npm run provision', () => {
  it('explains its options', async () => {
    const help = hook('provision', ['--help']);
    expect(await help.ended).toBe(0);
    for (const option of ['--moderator', '--create-moderator', '--dry-run']) {
      expect(help.output()).toContain(option);
    }
  });

  it.each([
    ['before azd provision', [], /^ACS_NAME, ACS_RESOURCE_GROUP, .* are not set\. .*\n$/],
    ['with an option that it does not know', ['--force'], /^Unknown option '--force'.* See --help\.\n$/],
  ])('%s ends with one line and 1', async (_when, args, says) => {
    const run = hook('provision', args);
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(says);
  });

  it('asks whoever is not signed in to sign in', async () => {
    const run = hook('provision', ['--dry-run'], {
      ...{ ACS_NAME: 'acs', ACS_RESOURCE_GROUP: 'rg', ACS_ENDPOINT: 'https://acs.invalid' },
      ...{ KEY_VAULT_NAME: 'kv', KEY_VAULT_URL: 'https://kv.invalid', PATH: folder },
    });
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/^acs in rg could not be read \(\w+\)\. Sign in: azd auth login\.\n$/);
  });
});

describe('npm run postdeploy', () => {
  it('prints a command that sends a first event, as it stands but for thread and person', async () => {
    stack = await startStack({ appRoot: inject('appRoot') });
    const run = hook('postdeploy', [], { AZURE_FUNCTION_APP_URL: `${stack.host.url}/` });
    expect(await run.ended).toBe(0);
    const thread = seatPeople(stack.azure, ['Mallory']);
    const [, mallory] = thread.people;
    const [command = ''] = /^KEY=.*first-event.*?-d "\$BODY"$/ms.exec(run.output()) ?? [];
    const filled = command
      .replace('19:…@thread.v2', thread.threadId)
      .replace('8:acs:…', mallory?.rawId ?? '');
    expect(await inShell(filled, stack.events)).toContain('"outcome":"removed"');
    expect(thread.present()).toHaveLength(1);
    expect(await readFile(join(folder, 'asked'), 'utf8')).toMatch(
      /functionapp function keys list --subscription 3\S+ -g rg-demo -n func-demo --function-name receive-events/,
    );
    expect(await readFile(join(folder, 'asked'), 'utf8')).toContain(
      'keyvault secret show --vault-name kv-demo -n webhook-signing-key',
    );
  });

  it('prints how to hand out a key and where logs and health are, and no key itself', async () => {
    stack = await startStack({ appRoot: inject('appRoot') });
    const run = hook('postdeploy', [], { AZURE_FUNCTION_APP_URL: stack.host.url });
    expect(await run.ended).toBe(0);
    const said = run.output();
    expect(said).toMatch(
      /az functionapp function keys set .*--function-name receive-events --key-name SENDER/,
    );
    expect(said).toContain(`GET  ${stack.host.url}/api/health`);
    expect(said).toContain('Application Insights appi-demo');
    expect([stack.events.key, stack.host.keys.master].filter((key) => said.includes(key))).toEqual([]);
  });

  it('says in one line what is missing', async () => {
    const run = hook('postdeploy', []);
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/^AZURE_FUNCTION_APP_URL is not set\. .*\n$/);
  });

  it('asks nobody in a dry run', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const run = hook('postdeploy', ['--dry-run'], { AZURE_FUNCTION_APP_URL: url });
    expect(await run.ended).toBe(0);
    server.close();
    expect(asked).toEqual([]);
  });
});

/** Runs lines in a POSIX shell where `az` writes down what it is asked and answers with a key. */
async function inShell(lines: string, { key, signingKey }: Stack['events']): Promise<string> {
  const az = join(folder, 'az');
  await writeFile(
    az,
    [
      '#!/bin/sh',
      `echo "$@" >> '${folder}/asked'`,
      `case "$1" in keyvault) echo '${signingKey}';; *) echo '${key}';; esac`,
      '',
    ].join('\n'),
  );
  await chmod(az, 0o755);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  return (await promisify(execFile)('sh', ['-c', lines], { env })).stdout;
}
