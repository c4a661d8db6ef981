import { app } from '@azure/functions';
import { route } from '../src/http/route.ts';

/** `GET /api/decisions?source=&id=` and `?status=failed`: decisions by the sender's names for them, or by what became of them. */
app.http('list-decisions', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'decisions',
  handler: route(
    async ({ request, limits }) => {
      const { listDecisions } = await import('../src/http/list-decisions.ts');
      const { services } = await import('../src/services.ts');
      return await listDecisions(request.query, services().ledger, limits.signal);
    },
    { budgetMs: 30_000 },
  ),
});
