import { app } from '@azure/functions';
import { route } from '../src/http/route.ts';

/** `GET /api/health`: whether the app can do its work, and what is wrong if not. */
app.http('health', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'health',
  handler: route(
    async ({ limits }) => {
      const { checkHealth } = await import('../src/check-health.ts');
      const health = await checkHealth(limits.signal);
      return { status: health.healthy ? 200 : 503, jsonBody: health };
    },
    { budgetMs: 10_000 },
  ),
});
