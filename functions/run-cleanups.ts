import { app } from '@azure/functions';
import { route } from '../src/http/route.ts';

/** `POST /api/cleanup?rule=&dryRun=`: runs clean-up rules now. */
app.http('run-cleanups', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'cleanup',
  handler: route(
    async ({ request, limits, log }) => {
      const { runCleanups } = await import('../src/http/run-cleanups.ts');
      const { services } = await import('../src/services.ts');
      return await runCleanups(request.query, services(), log, limits.signal);
    },
    { budgetMs: 30_000 },
  ),
});
