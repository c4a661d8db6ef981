import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture } from './fixture-host.ts';

async function using(app: string, use: (host: FixtureHost) => Promise<void>, options = {}) {
  const host = await startFixture(app, options);
  await use(host).finally(() => host.stop());
}

it('two hosts run side by side and know nothing of each other', () =>
  using('dies-on-request', (one) =>
    using('dies-on-request', async (other) => {
      expect(one.port).not.toBe(other.port);
      expect(one.keys.master).not.toBe(other.keys.master);
      await call(one, '/api/exit');
      expect((await call(other, '/api/pid')).text).toBe(String(other.workerPid));
    }),
  ));

it('a port that is taken is said at once', () =>
  using('dies-on-request', async (host) => {
    await expect(startFixture('dies-on-request', { port: host.port })).rejects.toThrow(/EADDRINUSE/);
  }));

describe("the worker's environment", () => {
  const environment = async (host: FixtureHost) => (await call(host, '/api/environment')).json;

  it('is the settings and what a process needs, nothing of the shell', async () => {
    process.env.LEFT_IN_THE_SHELL = 'yes';
    process.env.AzureWebJobsStorage = 'of the shell';
    await using(
      'tells-its-environment',
      async (host) => {
        const { env } = await environment(host);
        expect(env).toMatchObject({ OWN: 'setting', PATH: 'of the settings' });
        expect(env).not.toHaveProperty('LEFT_IN_THE_SHELL');
        expect(env).not.toHaveProperty('AzureWebJobsStorage');
        expect(Object.keys(env).filter((name) => /vitest|npm_|node_/i.test(name))).toEqual([]);
      },
      { env: { OWN: 'setting', PATH: 'of the settings' } },
    ).finally(() => {
      delete process.env.LEFT_IN_THE_SHELL;
      delete process.env.AzureWebJobsStorage;
    });
  });
  it('is a process of its own, in the folder of the app, on the same Node', () =>
    using('tells-its-environment', async (host) => {
      const { cwd, pid, node } = await environment(host);
      expect(cwd).toMatch(/tells-its-environment$/);
      expect(pid).not.toBe(process.pid);
      expect(node).toBe(process.version);
    }));
  it("takes Node's own arguments, and none of the host's", () =>
    using(
      'tells-its-environment',
      async (host) => {
        const { execArgv } = await environment(host);
        expect(execArgv).toEqual(['--disable-warning=ExperimentalWarning', '--title=a-worker']);
      },
      { execArgv: ['--title=a-worker'] },
    ));
});
