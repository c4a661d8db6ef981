import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { useAzure } from './start.ts';

const given = useAzure();
const OURS = ['local.vault.azure.net', 'local.communication.azure.com', 'local.management.azure.com'];

/** Runs a program in a process of its own, with the settings an app gets; what it prints comes back as JSON. */
async function inApp(program: string, ...args: string[]): Promise<unknown> {
  const env = { ...process.env, ...given.azure.appSettings() };
  const code = `const print = (value) => process.stdout.write(JSON.stringify(value));\n${program}`;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', code, ...args],
    { env },
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('fetch reaches the emulator by its names, over TLS that is verified', async () => {
  const statuses = await inApp(
    'print(await Promise.all(process.argv.slice(1).map(async (url) => (await fetch(url)).status)));',
    `${given.azure.vaultUrl}/secrets/x`,
    `${given.azure.communicationEndpoint}/chat/threads?api-version=2025-03-15`,
  );
  expect(statuses).toEqual([401, 401]);
});

test('node:https reaches it too', async () => {
  const status = await inApp(
    `import { get } from 'node:https';
    get(process.argv[1], (response) => { print(response.statusCode); response.resume(); response.socket.destroy(); });`,
    `${given.azure.vaultUrl}/secrets/x`,
  );
  expect(status).toBe(401);
});

test('every way of calling dns.lookup is answered with loopback', async () => {
  const program = `
    import dns, { lookup } from 'node:dns';
    import promises from 'node:dns/promises';
    import { promisify } from 'node:util';
    const name = process.argv[1];
    const called = (...args) => new Promise((resolve) => lookup(name, ...args, (...results) => resolve(results)));
    print({
      alone: await called(), family: await called(4), options: await called({ family: 4 }), all: await called({ all: true }),
      promise: await promises.lookup(name), promiseAll: await dns.promises.lookup(name, { all: true }),
      promisified: await promisify(lookup)(name), upper: await promises.lookup(name.toUpperCase()),
    });`;
  const one = { address: '127.0.0.1', family: 4 };
  const spread = [null, '127.0.0.1', 4];
  for (const name of OURS) {
    expect(await inApp(program, name)).toEqual({
      ...{ alone: spread, family: spread, options: spread, all: [null, [one]] },
      ...{ promise: one, promiseAll: [one], promisified: one, upper: one },
    });
  }
});

test('every other name goes the way it always went', async () => {
  const program = `
    import dns from 'node:dns';
    const tried = await Promise.all(process.argv.slice(1).map(async (name) => {
      const called = await new Promise((resolve) => dns.lookup(name, (error, address) => resolve(error?.code ?? address)));
      const promised = await dns.promises.lookup(name).then((found) => found.address, (error) => error.code);
      return called === promised && called;
    }));
    print(tried);`;
  const [near, ...invalid] = (await inApp(
    program,
    ...['localhost', 'other.vault.azure.net.invalid', 'xlocal.vault.azure.net.invalid'],
  )) as string[];
  expect(near).toMatch(/^(127\.0\.0\.1|::1)$/);
  for (const answer of invalid) expect(answer).toMatch(/^E[A-Z_]+$/);
});

test('the error for a call without a callback stays that of Node', async () => {
  const code = await inApp(
    `import dns from 'node:dns'; try { dns.lookup(process.argv[1]); } catch (error) { print(error.code); }`,
    OURS[0] ?? '',
  );
  expect(code).toBe('ERR_INVALID_ARG_TYPE');
});
