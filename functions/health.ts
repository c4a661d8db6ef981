import { app } from '@azure/functions';
import { checkHealth } from '../src/check-health.ts';
import { route } from '../src/http/route.ts';

/** `GET /api/health`: whether the app can do its work, and what is wrong if not. */
app.http('health', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'health',
  handler: route(async ({ limits }) => {
    const health = await checkHealth(limits.signal);
    return { status: health.healthy ? 200 : 503, jsonBody: health };
  }),
});
