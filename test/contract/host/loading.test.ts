import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

async function using(app: string, use: (host: FixtureHost) => Promise<void>, options = {}) {
  const host = await startFixture(app, { keys: { host: { default: 'key' } }, ...options });
  await use(host).finally(() => host.stop());
}
const get = (host: FixtureHost, path: string) => call(host, `${path}?code=key`);

describe('main in package.json', () => {
  it.each([
    ['a CommonJS file', 'commonjs-main'],
    ['an .mjs file in a CommonJS package', 'mjs-in-commonjs'],
    ['a .cjs file in a module package', 'cjs-in-module'],
  ])('may name %s', (_what, app) =>
    using(app, async (host) => {
      expect(host.errors).toEqual([]);
      expect((await get(host, '/api/hello')).text).toBe('hello');
    }),
  );

  it('may be a glob with braces; what matches is loaded one after the other, each awaited', () =>
    using('glob-main', async (host) => {
      expect(host.functions.map(({ name }) => name)).toEqual(['a', 'b', 'index']);
      expect((await get(host, '/api/a')).json).toEqual(['a begins', 'a ends', 'b']);
    }));

  it('a list is dropped silently', () =>
    using('main-is-a-list', async (host) => {
      expect([host.functions, host.errors, host.state]).toEqual([[], [], 'Running']);
      expect((await get(host, '/api/hello')).status).toBe(404);
    }));
});

describe('an app that does not load leaves no function at all: 404 everywhere, state still Running', () => {
  it.each([
    ['main names no file', 'main-is-missing', 'File does not exist'],
    ['main matches no file', 'glob-finds-nothing', 'Found zero files matching the supplied pattern'],
    ['one of its files throws', 'throws-at-load', '"b-bad.js": no database here'],
    ['two functions have one name', 'same-name-twice', '"twice" has already been registered'],
    ['an appStart hook throws', 'throws-in-app-start', 'not today'],
  ])('%s', (_what, app, why) =>
    using(app, async (host) => {
      expect(host.functions).toEqual([]);
      expect(host.state).toBe('Running');
      expect(host.errors).toEqual([expect.stringContaining(why)]);
      expect((await get(host, '/api/good')).status).toBe(404);
      expect((await call(host, '/')).status).toBe(200);
      await host.line(/^\[error\] host: .*\\n {4}at /);
    }),
  );

  it('it ends its process', () =>
    using('exits-at-load', async (host) => {
      expect(host.state).toBe('Error');
      expect(host.errors).toEqual(['The worker exited with code 3 before the app was loaded.']);
      expect((await get(host, '/api/hello')).status).toBe(503);
    }));

  it('it never ends loading', () =>
    using(
      'never-loaded',
      async (host) => {
        expect(host.errors).toEqual(['The worker was killed by SIGKILL before the app was loaded.']);
      },
      { workerStartMs: 300 },
    ));
});

it('after start-up nothing can be registered or set up', () =>
  using('registers-too-late', async (host) => {
    expect((await get(host, '/api/late')).json).toEqual([
      'A function can only be registered during app startup.',
      "Setup options can't be changed after app startup has finished.",
    ]);
  }));

it('a trigger that this host does not know leaves the other functions alone', () =>
  using('unknown-trigger', async (host) => {
    expect(host.functions).toMatchObject([
      { name: 'bus', trigger: 'serviceBusTrigger', disabled: true },
      { name: 'hello', trigger: 'httpTrigger', disabled: false },
    ]);
    expect(host.errors).toEqual([expect.stringMatching('The function bus does not run here')]);
    expect((await get(host, '/api/hello')).text).toBe('hello');
  }));
