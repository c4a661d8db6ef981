import { app } from '@azure/functions';
import { route } from '../src/http/route.ts';

/** `GET /api/openapi.json`: what this app takes and answers. */
app.http('openapi', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'openapi.json',
  handler: route(async () => {
    const { openApiText } = await import('../src/openapi/openapi-text.ts');
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: openApiText() };
  }),
});
