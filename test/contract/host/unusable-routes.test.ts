import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type FixtureHost, startFixture, withApp } from './fixture-host.ts';

describe('a route that cannot be used', () => {
  const withRoutes = (routes: string, use: (host: FixtureHost) => Promise<void>) =>
    withApp(
      {
        'index.js': `import { app } from '@azure/functions';
          const route = (name, options) => app.http(name, { authLevel: 'anonymous', handler: () => ({ body: name }), ...options });
          route('sound', {}); ${routes}`,
      },
      async (appRoot) => {
        const other = await startFixture(appRoot);
        await use(other).finally(() => other.stop());
      },
    );

  it.each([
    ['with a leading slash', `route('bad', { route: '/bad' })`],
    ['with an unknown constraint', `route('bad', { route: '{id:unheard}' })`],
    ['with a brace that is not closed', `route('bad', { route: 'a/{id' })`],
    ['with an empty segment', `route('bad', { route: 'a//b' })`],
  ])('%s takes the whole host down', (_what, routes) =>
    withRoutes(routes, async (other) => {
      expect(other.state).toBe('Error');
      expect(other.errors).toEqual([expect.stringMatching('Function bad: the route')]);
      expect(await call(other, '/api/sound')).toMatchObject({
        status: 503,
        text: 'Function host is not running.',
      });
    }),
  );

  it.each([
    ['that begins with the letters admin', `route('bad', { route: 'administer' })`],
    ['that begins with the letters runtime', `route('bad', { route: 'RuntimeThings' })`],
    ['that another function has', `route('soundToo', { route: 'Sound', methods: ['GET', 'PUT'] })`],
    ['of an authLevel that does not exist', `route('bad', { authLevel: 'everyone' })`],
  ])('%s disables that one function', (_what, routes) =>
    withRoutes(routes, async (other) => {
      expect(other.state).toBe('Running');
      expect(other.errors).toHaveLength(1);
      expect(other.functions.map(({ name }) => name)).toEqual(['sound']);
      expect(await call(other, '/api/sound')).toMatchObject({ status: 200, text: 'sound' });
    }),
  );

  it('the same route with other methods is no conflict', () =>
    withRoutes(`route('alsoSound', { route: 'sound', methods: ['PUT'] })`, async (other) => {
      expect(other.errors).toEqual([]);
      expect((await call(other, '/api/sound', { method: 'PUT' })).text).toBe('alsoSound');
    }));
});
