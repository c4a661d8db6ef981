import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { call } from './call.ts';
import { fixture, isAlive, untilGone } from './fixture-host.ts';

const cli = fileURLToPath(new URL('../../../local/host/cli.ts', import.meta.url));

type Started = { type: string; url: string; port: number; workerPid: number; keys: { master: string } };
type Run = {
  child: ChildProcess;
  /** Waits until it has written that. */
  said(what: string | RegExp): Promise<void>;
  ended: Promise<number | null>;
  started: Promise<Started>;
};

/** Windows knows no signal that a process could obey. */
const signals: NodeJS.Signals[] = process.platform === 'win32' ? [] : ['SIGINT', 'SIGTERM'];

let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'host-cli-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(...args: string[]): Run {
  const child = fork(cli, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
  return {
    child,
    said: (what) => vi.waitFor(() => expect(output).toMatch(what), { timeout: 20_000, interval: 10 }),
    ended: once(child, 'exit').then(([code]) => code),
    started: once(child, 'message').then(([message]) => message),
  };
}

async function file(name: string, content: object | string): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, typeof content === 'string' ? content : JSON.stringify(content));
  return at;
}

it('runs an app, with settings and keys from files, and says where and how', async () => {
  const settings = await file('settings.json', '{ "Values": { "OWN": "setting", "N": 1 }, /* comment */ }');
  const keys = await file('keys.json', { master: 'the-master', host: { default: 'the-host-key' } });
  const app = fixture('tells-its-environment');
  const { child, started, said, ended } = run('--app', app, '--settings', settings, '--keys', keys);
  const host = await started;
  expect(host).toMatchObject({
    type: 'started',
    url: `http://127.0.0.1:${host.port}`,
    keys: { master: 'the-master' },
  });
  expect((await call(host, '/api/environment')).json.env).toMatchObject({ OWN: 'setting', N: '1' });
  child.disconnect();
  expect(await ended).toBe(0);
  await said(`environment: GET,POST ${host.url}/api/environment`);
  await said('the-host-key');
  await said("[information] environment: Executing 'Functions.environment'");
  expect(isAlive(host.workerPid)).toBe(false);
});

it('its worker ends at once when it is killed', async () => {
  const { child, started } = run('--app', fixture('dies-on-request'), '--quiet');
  const { workerPid, port } = await started;
  const running = call({ port }, '/api/wait?ms=60000').catch((error: Error) => error.message);
  child.kill('SIGKILL');
  await untilGone(workerPid);
  expect(await running).toMatch(/ECONNRESET|hang up/);
});

it.each(signals)('stops gracefully on %s', async (signal) => {
  const { child, started, ended, said } = run('--app', fixture('dies-on-request'));
  const { port, workerPid } = await started;
  const running = call({ port }, '/api/wait?ms=100');
  await said("Executing 'Functions.wait'");
  child.kill(signal);
  expect((await running).text).toBe('waited');
  expect(await ended).toBe(0);
  expect(isAlive(workerPid)).toBe(false);
});

describe('ends with 2 and a sentence if it cannot understand', () => {
  it.each([
    ['no app', [], /--app is missing/],
    ['an unknown option', ['--what'], /--what/],
    ['a port that is none', ['--app', '.', '--port', 'x'], /--port x is not a port/],
    [
      'a settings file that is not there',
      ['--app', '.', '--settings', 'nowhere.json'],
      /nowhere\.json cannot be read/,
    ],
  ])('%s', async (_what, args, sentence) => {
    const { ended, said } = run(...args);
    expect(await ended).toBe(2);
    await said(sentence);
    await said('--app DIR');
  });
  it('a keys file that is no JSON object', async () => {
    const { ended, said } = run('--app', '.', '--keys', await file('bad.json', 'null'));
    expect(await ended).toBe(2);
    await said('does not hold a JSON object');
  });
});

it('ends with 1 if the host cannot start', async () => {
  const { ended, said } = run('--app', path.join(folder, 'nowhere'));
  expect(await ended).toBe(1);
  await said('The host cannot start: ');
});

it('--help says how it is used', async () => {
  const { ended, said } = run('--help');
  expect(await ended).toBe(0);
  await said('--settings FILE');
});
