import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { signEvent } from '../../local/send/sign-event.ts';
import { type RunningScript, runScript } from './run-script.ts';

let folder: string;
let running: RunningScript[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-bouncer-'));
});
afterEach(async () => {
  for (const { process } of running) process.kill('SIGKILL');
  running = [];
  await rm(folder, { recursive: true, force: true });
});

const start = (script: string, ...args: string[]) => {
  const started = runScript(script, args);
  running.push(started);
  return started;
};
const freePorts = () => [
  ...['port', 'azure-port', 'docs-port'].flatMap((name) => [`--${name}`, '0']),
  '--app',
  inject('appRoot'),
  '--stack',
  stackFile(),
];
const stackFile = () => join(folder, 'stack.json');

/** The commands to paste, as they stand. */
const pasted = (output: string) => /^SECRET=[\s\S]*? -d "\$BODY"$/m.exec(output)?.[0] ?? 'false';

const shell = promisify(execFile);

describe('npm start', () => {
  it('prints a request that works as it stands, writes down where it is until it is asked to stop', async () => {
    const stack = start('local/start.ts', ...freePorts());
    await stack.says(/^curl -s /m);
    const { stdout } = await shell('sh', ['-c', pasted(stack.output())]);
    expect(stdout).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*"outcome":"removed"/);
    const { url, keys } = JSON.parse(await readFile(stackFile(), 'utf8'));
    expect(stack.output()).toContain(`${url}/api/events`);
    expect(stack.output()).toContain(keys.events);
    if (process.platform !== 'win32') expect((await stat(stackFile())).mode & 0o777).toBe(0o600);
    stack.process.kill('SIGTERM');
    expect(await stack.ended).toBe(0);
    await expect(stat(stackFile())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('prints what the examples of the README need', async () => {
    const stack = start('local/start.ts', ...freePorts());
    await stack.says(/^curl -s /m);
    const exports = /^export URL=[\s\S]*?\n\n/m.exec(stack.output())?.[0] ?? 'false';
    const asked =
      'curl -s -w " %{http_code}" "$URL/api/decisions?status=held" -H "x-functions-key: $HOST_KEY"';
    const { stdout } = await shell('bash', ['-euc', `${exports}${asked}; echo "$THREAD $PERSON $SECRET"`]);
    expect(stdout).toMatch(/^{"decisions":\[\]} 200 *19:\S+ 8:acs:\S+ whsec_\S+\n$/);
  });

  it('takes settings from its shell, and makes the secrets of sources', async () => {
    const source = {
      name: 'spam-filter',
      format: 'native',
      signature: { scheme: 'header', header: 'X-Key' },
    };
    const env = { WEBHOOK_SOURCES: JSON.stringify([source]) };
    const stack = runScript('local/start.ts', freePorts(), env);
    running.push(stack);
    await stack.says(/^curl -s /m);
    const exports = /^export URL=[\s\S]*?\n\n/m.exec(stack.output())?.[0] ?? 'false';
    const send =
      'curl -s "$URL/api/events/spam-filter" -H "x-functions-key: $KEY" -H "x-key: $SPAM_FILTER_SECRET" ' +
      '-H "content-type: application/json" --data-raw "$EVENT"';
    const event =
      'EVENT=\'{"id":"1","action":"remove","threadId":"\'$THREAD\'","participant":"\'$PERSON\'"}\'';
    const { stdout } = await shell('bash', ['-euc', `${exports}${event}\n${send}`]);
    expect(stdout).toContain('"outcome":"removed"');
  });

  it('serves a page on which the API can be read and tried', async () => {
    const stack = start('local/start.ts', ...freePorts());
    const [, url = ''] = await stack.says(/in a browser: (http:\/\/127\.0\.0\.1:\d+\/)/);
    expect(await (await fetch(url)).text()).toContain('<openapi-explorer');
    expect(await (await fetch(`${url}openapi.json`)).json()).toMatchObject({ openapi: '3.1.1' });
  });

  it('says in one line that a port is taken', async () => {
    const first = start('local/start.ts', ...freePorts());
    const [, port = ''] = await first.says(/runs on http:\/\/127\.0\.0\.1:(\d+)/);
    const second = start('local/start.ts', ...freePorts(), '--port', port);
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(new RegExp(`${port}.*(taken|in use)`));
    expect(second.output()).not.toMatch(/\n\s+at /);
    const third = start('local/start.ts', ...freePorts(), '--docs-port', port);
    expect(await third.ended).toBe(1);
    expect(third.output()).toMatch(new RegExp(`${port}.*--docs-port`));
  });

  it('explains its options', async () => {
    const help = start('local/start.ts', '--help');
    expect(await help.ended).toBe(0);
    expect(help.output()).toContain('--without-host');
  });
});

describe('npm start -- --without-host', () => {
  it('ends, and leaves nothing running, when it cannot write the settings', async () => {
    const nowhere = join(folder, 'nowhere', 'local.settings.json');
    const azure = start('local/start.ts', ...freePorts(), '--without-host', '--settings', nowhere);
    expect(await azure.ended).toBe(1);
    expect(azure.output()).toContain('ENOENT');
  });

  it('leaves settings with which another host runs the same app', async () => {
    const settings = join(folder, 'local.settings.json');
    // As Core Tools make it, readable by all.
    await writeFile(settings, '{}', { mode: 0o644 });
    const azure = start('local/start.ts', ...freePorts(), '--without-host', '--settings', settings);
    const [, signingKey = ''] = await azure.says(/Events are signed with (\S+)\. /);
    const [, threadId = ''] = await azure.says(/A thread to try it on: (\S+)/);
    const [, participant = ''] = await azure.says(/Mallory\s+(\S+)/);
    expect(JSON.parse(await readFile(settings, 'utf8'))).toMatchObject({
      IsEncrypted: false,
      Values: {
        FUNCTIONS_WORKER_RUNTIME: 'node',
        KEY_VAULT_URL: expect.stringContaining('local.vault.azure.net'),
        NODE_OPTIONS: expect.stringContaining('--import='),
        NODE_EXTRA_CA_CERTS: expect.any(String),
      },
    });
    if (process.platform !== 'win32') expect((await stat(settings)).mode & 0o777).toBe(0o600);

    const host = start('local/host/cli.ts', '--app', inject('appRoot'), '--settings', settings);
    const [, url = ''] = await host.says(/(http:\/\/127\.0\.0\.1:\d+\/api\/events)/);
    const [, key = ''] = await host.says(/x-functions-key\): (\S+)/);
    const body = JSON.stringify({ id: 'case-1', action: 'remove', threadId, participant });
    const signature = signEvent(body, { key: signingKey });
    const headers = { 'x-functions-key': key, 'content-type': 'application/json', ...signature };
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ outcome: 'removed' });
  });
});
