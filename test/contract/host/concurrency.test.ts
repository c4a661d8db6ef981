import { expect, it } from 'vitest';
import { call } from './call.ts';
import { startFixture, withApp } from './fixture-host.ts';

it('over maxConcurrentRequests: 429 with X-FUNCTION-SCALEOUT: 1, for functions only', () =>
  withApp(
    {
      'host.json': '{ "version": "2.0", "extensions": { "http": { "maxConcurrentRequests": 2 } } }',
      'index.js': `import { app } from '@azure/functions';
        const waiting = [];
        const anonymous = (name, handler) => app.http(name, { authLevel: 'anonymous', handler });
        anonymous('wait', (request, context) => new Promise((resolve) => {
          waiting.push(resolve);
          context.log('waiting ' + waiting.length);
          if (request.query.has('last')) for (const each of waiting) each({});
        }));
        app.http('guarded', { authLevel: 'function', handler: () => ({}) });`,
    },
    async (appRoot) => {
      const host = await startFixture(appRoot);
      const first = call(host, '/api/wait');
      await host.line(/waiting 1/);
      const late = call(host, '/api/wait?last');
      await host.line(/waiting 2/);
      expect([(await first).status, (await late).status]).toEqual([200, 200]);

      const third = call(host, '/api/wait');
      const fourth = call(host, '/api/wait');
      await host.line(/waiting 4/);
      const refused = await call(host, '/api/wait');
      expect([refused.status, refused.text, refused.headers['x-function-scaleout']]).toEqual([429, '', '1']);
      expect((await call(host, '/admin/host/ping')).status).toBe(200);
      expect((await call(host, '/api/guarded')).status).toBe(401);
      await host.restartWorker();
      expect([(await third).status, (await fourth).status]).toEqual([500, 500]);
      await host.stop();
    },
  ));
