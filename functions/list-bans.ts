import { app } from '@azure/functions';
import { route } from '../src/http/route.ts';

/** `GET /api/bans?participant=&thread=`: the bans in force, and why. */
app.http('list-bans', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'bans',
  handler: route(
    async ({ request, limits }) => {
      const { listBans } = await import('../src/http/list-bans.ts');
      const { services } = await import('../src/services.ts');
      return await listBans(request.query, services(), limits.signal);
    },
    { budgetMs: 30_000 },
  ),
});
