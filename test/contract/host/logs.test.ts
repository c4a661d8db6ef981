import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, fixture, startFixture, withApp } from './fixture-host.ts';

/** What the fixture logs at these levels, when `talks` is called and then `whispers`. */
async function logged(logLevel: Record<string, string>, options = {}): Promise<FixtureHost> {
  const hostJson = JSON.stringify({ version: '2.0', logging: { logLevel } });
  const code = await readFile(path.join(fixture('logs-at-every-level'), 'index.js'), 'utf8');
  const started: FixtureHost[] = [];
  await withApp({ 'host.json': hostJson, 'index.js': code }, async (appRoot) => {
    const host = await startFixture(appRoot, options);
    started.push(host);
    for (const name of ['talks', 'whispers', 'fails']) await call(host, `/api/${name}`);
    await host.stop();
  });
  const [host] = started;
  if (!host) throw new Error('It did not start.');
  return host;
}

const of = (host: FixtureHost, name: string) => host.lines.filter((line) => line.includes(`] ${name}: `));

describe('context.log', () => {
  it('is one line each: level, function, message', async () => {
    const lines = of(await logged({}), 'talks');
    expect(lines).toEqual([
      expect.stringMatching(/^\[information\] talks: Executing 'Functions.talks' \(Id=[\da-f-]{36}\)$/),
      "[information] talks: an information { with: 'an object' }",
      '[warning] talks: a warning',
      '[error] talks: an error\\nwith a second line',
      expect.stringMatching(
        /^\[information\] talks: Executed 'Functions.talks' \(Succeeded, Id=[\da-f-]{36}, Duration=\d+ms\)$/,
      ),
    ]);
  });

  it("is filtered by host.json's logging.logLevel, the longest category first", async () => {
    const host = await logged({
      default: 'Warning',
      Function: 'Error',
      'Function.whispers': 'None',
      'function.WHISPERS.user': 'trace',
    });
    expect(of(host, 'talks')).toEqual(['[error] talks: an error\\nwith a second line']);
    expect(of(host, 'whispers').map((line) => line.replace(/:.*/, ''))).toEqual([
      '[trace] whispers',
      '[debug] whispers',
      '[information] whispers',
      '[warning] whispers',
      '[error] whispers',
    ]);
    expect(of(host, 'host')).toEqual([]);
  });

  it('quiet leaves out what happens as a matter of course, and nothing else', async () => {
    const host = await logged({}, { quiet: true });
    expect(of(host, 'talks')).toHaveLength(3);
    expect(of(host, 'fails')).toEqual([
      expect.stringMatching(/^\[error\] fails: Executed .*TypeError: by the handler/),
    ]);
  });
});

it('what the app writes to its own output is logged too', async () => {
  expect(of(await logged({}), 'app')).toContain('[information] app: to the console');
});

it('a failure is logged with its stack, in one line', async () => {
  const [, executed] = of(await logged({}), 'fails');
  expect(executed).toMatch(
    /^\[error\] fails: Executed 'Functions.fails' \(Failed, Id=.*, Duration=\d+ms\) TypeError: by the handler\\n {4}at /,
  );
});
