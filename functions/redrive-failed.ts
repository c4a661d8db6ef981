import { app } from '@azure/functions';
import { route } from '../src/http/route.ts';

/** `POST /api/redrive?since=`: tries all decisions again that have failed since a time, up to a cap. */
app.http('redrive-failed', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'redrive',
  handler: route(
    async ({ request, limits, log }) => {
      const { redriveFailed } = await import('../src/http/redrive-failed.ts');
      const { services } = await import('../src/services.ts');
      return await redriveFailed(request.query, services(), log, limits.signal);
    },
    { budgetMs: 60_000 },
  ),
});
